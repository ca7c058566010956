import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { errorCode, StartFailure } from '../start-failure.ts'

/** The major version whose data `dataDir` holds; undefined where it holds none. */
export async function dataVersion(dataDir: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(join(dataDir, 'PG_VERSION'), 'utf8'), 10)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw error
  }
}

/** @throws StartFailure where the data are of another major version than the server `postgres` */
export async function requireSameVersion(postgres: string, data: number): Promise<void> {
  const { stdout } = await promisify(execFile)(postgres, ['--version'])
  const server = Number.parseInt(stdout.match(/\d+/)?.[0] ?? '', 10)
  if (server === data) return
  throw new StartFailure(
    `The data folder was made by PostgreSQL ${data}; this release brings PostgreSQL ${server}, which cannot read it.`,
    'With the release used so far run "npm run backup", then with this one "npm run restore -- <file> --force".',
  )
}
