import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { createWriteStream, existsSync } from 'node:fs'
import { cp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { finished } from 'node:stream/promises'
import { stripVTControlCharacters } from 'node:util'
import { projectRoot } from './settings.ts'
import { StartFailure } from './start-failure.ts'

const web = join(projectRoot, 'src/web')
const output = join(web, '.next')
const stampFile = join(output, 'build-stamp')
const standalone = join(output, 'standalone/src/web')

/** The page's server, as the build leaves it. */
export const webServer = join(standalone, 'server.js')

/** What the page is built from. */
const inputs = ['src/web', 'src/domain', 'src/process', 'package-lock.json', 'tsconfig.json']
const notInputs = new Set(['.next', 'node_modules', 'next-env.d.ts'])

/** Whether the page has to be built: never built, or from other files than those here now. */
export async function webBuildIsDue(): Promise<boolean> {
  if (!existsSync(webServer)) return true
  return (await readFile(stampFile, 'utf8').catch(() => '')) !== (await inputHash())
}

/**
 * Builds the page; what the build says goes to `logFile`.
 *
 * @throws StartFailure with its first error
 */
export async function buildWeb(logFile: string): Promise<void> {
  // Taken before: a file that changes during the build makes the next start build again.
  const stamp = await inputHash()
  await rm(stampFile, { force: true })
  const code = await runNextBuild(logFile)
  if (code !== 0) {
    const said = reasonIn(await readFile(logFile, 'utf8'))
    throw new StartFailure(`Building the page failed:\n${said}`, `All it said is in ${logFile}.`)
  }
  // The standalone output leaves out what a CDN might serve.
  await cp(join(output, 'static'), join(standalone, '.next/static'), { recursive: true })
  const assets = join(web, 'public')
  if (existsSync(assets)) await cp(assets, join(standalone, 'public'), { recursive: true })
  await writeFile(stampFile, stamp)
}

/** The first error in what a build said, without stack frames and links. */
function reasonIn(output: string): string {
  const lines = stripVTControlCharacters(output)
    .split('\n')
    .filter((line) => line.trim() !== '' && !/^\s*(at |https:)/.test(line))
  const first = lines.findIndex((line) => /error|failed/i.test(line))
  return lines.slice(Math.max(0, first), Math.max(0, first) + 10).join('\n')
}

async function runNextBuild(logFile: string): Promise<number | null> {
  const log = createWriteStream(logFile)
  const child = spawn(process.execPath, [join(projectRoot, 'node_modules/next/dist/bin/next'), 'build', web], {
    cwd: projectRoot,
    env: { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  child.stdout.pipe(log, { end: false })
  child.stderr.pipe(log, { end: false })
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve)
  })
  log.end()
  await finished(log)
  return code
}

async function inputHash(): Promise<string> {
  const hash = createHash('sha256').update(process.version)
  for (const input of inputs) {
    for (const file of await filesBelow(input)) hash.update(`${file}\0`).update(await readFile(join(projectRoot, file)))
  }
  return hash.digest('hex')
}

async function filesBelow(path: string): Promise<string[]> {
  const entries = await readdir(join(projectRoot, path), { withFileTypes: true }).catch(() => undefined)
  if (entries === undefined) return [path]
  const kept = entries.filter(({ name }) => !notInputs.has(name) && !/\.test\.tsx?$/.test(name))
  const names = kept.map(({ name }) => name).sort()
  return (await Promise.all(names.map((name) => filesBelow(`${path}/${name}`)))).flat()
}
