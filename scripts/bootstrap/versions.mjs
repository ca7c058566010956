import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Failure } from './failure.mjs'

const oldestNode = 20
const oldestNpm = 10
/** What the product itself runs on; on Linux it comes with the dependencies. */
const productNode = 24

const major = (version) => Number.parseInt(version, 10)

/** Throws a Failure where this Node or npm is too old to bring the rest. */
export function requireSuitableNode() {
  const node = process.versions.node
  const bringsNode = process.platform === 'linux' && ['x64', 'arm64'].includes(process.arch)
  const oldest = bringsNode ? oldestNode : productNode
  if (major(node) < oldest) {
    throw new Failure(
      'Checking Node',
      `Node ${oldest} or newer is needed on ${process.platform} ${process.arch}; this is Node ${node}.`,
      'Install a newer one from https://nodejs.org and start again.',
    )
  }
  const npm = /\bnpm\/(\S+)/.exec(process.env.npm_config_user_agent ?? '')?.[1]
  if (npm !== undefined && major(npm) < oldestNpm) {
    throw new Failure(
      'Checking npm',
      `npm ${oldestNpm} or newer is needed; this is npm ${npm}.`,
      'Run "npm install -g npm@latest" and start again.',
    )
  }
}

/** The Node that runs the product: the installed one, or else the one that runs now. */
export function productNodePath(root) {
  const installed = join(root, 'node_modules', `node-${process.platform}-${process.arch}`, 'bin', 'node')
  return existsSync(installed) ? installed : process.execPath
}
