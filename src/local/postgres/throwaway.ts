import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.ts'
import { findBinaries } from './binaries.ts'
import { nobody, type ServerIdentity } from './identity.ts'
import { initialiseCluster, superuser } from './initialise.ts'
import { launchServer } from './server-process.ts'

export type ThrowawayPostgres = {
  /** URL of the superuser, database `postgres`. */
  adminUrl: string
  /** Where it keeps everything. */
  folder: string
  stop(): Promise<void>
}

/** A fast PostgreSQL for tests, in a temporary folder that `stop` removes; nothing in it survives a crash. */
export async function startThrowawayPostgres(): Promise<ThrowawayPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-test-'))
  try {
    await chmod(folder, 0o755)
    const identity: ServerIdentity = process.getuid?.() === 0 ? nobody : undefined
    const dataDir = join(folder, 'data')
    await mkdir(dataDir, { mode: 0o700 })
    if (identity) await chown(dataDir, identity.uid, identity.gid)
    const { initdb, postgres } = await findBinaries(identity)
    const password = randomBytes(16).toString('hex')
    await initialiseCluster({ initdb, dataDir, identity, password, durable: false })
    const port = await freePort('127.0.0.1')
    const server = await launchServer({
      postgres,
      dataDir,
      identity,
      port,
      durable: false,
      logFile: join(folder, 'postgres.log'),
      removeIfOrphaned: folder,
    })
    return {
      adminUrl: `postgresql://${superuser}:${password}@127.0.0.1:${port}/postgres`,
      folder,
      stop: async () => {
        await server.stop()
        await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}
