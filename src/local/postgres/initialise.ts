import { spawn } from 'node:child_process'
import { chown, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { explainServerLog } from './explain.ts'
import type { ServerIdentity } from './identity.ts'
import { dataDirArguments } from './server-process.ts'
import { serverEnvironment } from './settings.ts'

export const superuser = 'postgres'

/** Locales differ between machines; the built-in one sorts and compares the same everywhere. */
const localeArguments = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8']

export type ClusterOptions = {
  /** Path of the `initdb` program. */
  initdb: string
  /** An existing, empty folder that belongs to `identity`. */
  dataDir: string
  identity: ServerIdentity
  /** Password of the superuser `postgres`. */
  password: string
  durable: boolean
}

/** Makes a new cluster. */
export async function initialiseCluster(options: ClusterOptions): Promise<void> {
  const { dataDir, identity } = options
  const folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-initdb-'))
  const passwordFile = join(folder, 'password')
  try {
    await writeFile(passwordFile, `${options.password}\n`, { mode: 0o600 })
    if (identity) for (const path of [folder, passwordFile]) await chown(path, identity.uid, identity.gid)
    const { args, options: spawnOptions } = dataDirArguments(dataDir, identity)
    const flags = ['--auth=scram-sha-256', `--username=${superuser}`, `--pwfile=${passwordFile}`, '--no-instructions']
    if (!options.durable) flags.push('--no-sync')
    const said = await run(options.initdb, [...args, ...localeArguments, ...flags], spawnOptions)
    if (said !== undefined) throw explainServerLog(said, dataDir)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/** What the program said where it failed; undefined where it succeeded. */
function run(program: string, args: string[], options: { cwd: string }): Promise<string | undefined> {
  return new Promise((resolve) => {
    let said = ''
    const child = spawn(program, args, { ...options, env: serverEnvironment(), stdio: ['ignore', 'pipe', 'pipe'] })
    const collect = (chunk: Buffer): void => {
      said += chunk.toString('utf8')
    }
    child.stdout.on('data', collect)
    child.stderr.on('data', collect)
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code) => resolve(code === 0 ? undefined : said))
  })
}
