import { createHash } from 'node:crypto'
import { accessSync, constants, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Failure } from './failure.mjs'
import { runStep } from './step.mjs'
import { productNodePath } from './versions.mjs'

const step = 'Installing dependencies'

/** Changes with the lockfile and with the machine: binaries of another one are of no use. */
export function lockHash(root) {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return createHash('sha256').update(`${process.platform} ${process.arch}\n`).update(lock).digest('hex')
}

/** Whether npm has installed just what the lockfile says; npm keeps its own record of that. */
export function isInstalled(root) {
  const installed = packagesOf(join(root, 'node_modules', '.package-lock.json'))
  if (installed === undefined) return false
  const locked = packagesOf(join(root, 'package-lock.json')) ?? {}
  return Object.entries(locked).every(([path, { version, integrity, optional, link }]) => {
    if (path === '' || link) return true
    const found = installed[path]
    return found === undefined ? optional === true : found.version === version && found.integrity === integrity
  })
}

function packagesOf(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).packages
  } catch {
    // No such file, or npm was interrupted while it wrote: not installed.
    return undefined
  }
}

/** Installs what the lockfile says; throws a Failure. */
export async function install(root) {
  try {
    accessSync(root, constants.W_OK)
  } catch {
    throw notWritable(root)
  }
  const { code, output } = await runStep({
    title: step,
    command: 'npm',
    // Building the page needs development dependencies, whatever NODE_ENV says.
    args: ['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    cwd: root,
    env: { ...process.env, PATH: pathWithoutProject() },
  })
  if (code !== 0) throw explain(output, root)
  const { code: nodeCode, output: nodeOutput } = await runStep({
    title: 'Checking the Node that came with them',
    command: productNodePath(root),
    args: ['--version'],
    cwd: root,
  })
  if (nodeCode === 0) return
  throw new Failure(
    'Checking the Node that came with the dependencies',
    `It does not run on this system: ${lastLines(nodeOutput)}`,
    'A Linux with glibc 2.28 or newer is needed (Debian 10, Ubuntu 20.04, RHEL 8 or later); Alpine is not enough.',
  )
}

/** npm must not run on the Node that it is about to replace. */
function pathWithoutProject() {
  const folders = (process.env.PATH ?? '').split(delimiter)
  return folders.filter((folder) => !/[\\/]node_modules[\\/]/.test(`${folder}/`)).join(delimiter)
}

const notWritable = (root) =>
  new Failure(step, `The folder ${root} cannot be written.`, 'Start as its owner, or clone the project elsewhere.')

function explain(output, root) {
  if (/\b(EACCES|EPERM|EROFS)\b/.test(output)) return notWritable(root)
  if (/\bENOSPC\b/.test(output)) return new Failure(step, 'The disk is full.', 'Free about 2 GB and start again.')
  const offline = /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/.exec(
    output,
  )
  if (offline) {
    return new Failure(
      step,
      `The npm registry cannot be reached (${offline[1]}).`,
      'Check the network connection, or the proxy and registry in your npm configuration, and start again.',
    )
  }
  if (/\bENOENT: .*npm\b|spawn npm/.test(output)) {
    return new Failure(step, 'npm was not found.', 'Install Node together with npm from https://nodejs.org.')
  }
  return new Failure(step, `npm ci failed:\n${lastLines(output)}`, 'Run "npm ci" to see all it says.')
}

const lastLines = (output) =>
  output
    .trim()
    .split('\n')
    .filter((line) => !line.includes('A complete log of this run'))
    .slice(-8)
    .join('\n')
