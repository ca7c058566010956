import { connectAsAdmin } from './admin-connection.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './postgres/embedded.ts'
import type { LocalSettings } from './settings.ts'

export type LocalDatabase = {
  /** URL of a role that may create roles and databases. */
  adminUrl: string
  /** Settles, with the reason, where the embedded server died and could not be started again. */
  lost: Promise<unknown>
  stop(): Promise<void>
}

type Say = (line: string) => void

/** The PostgreSQL that DATABASE_URL names, or the embedded one, which is started and kept running. */
export async function openDatabase({ DATABASE_URL, DATA_DIR }: LocalSettings, say: Say): Promise<LocalDatabase> {
  const lost = Promise.withResolvers<unknown>()
  if (DATABASE_URL) {
    await (await connectAsAdmin(DATABASE_URL)).end()
    return { adminUrl: DATABASE_URL, lost: lost.promise, stop: async () => undefined }
  }
  let stopping = false
  const start = (): Promise<EmbeddedPostgres> => startEmbeddedPostgres({ dataDir: DATA_DIR, log: say })
  let running = await start()
  let restarting: Promise<void> = Promise.resolve()
  const keep = (server: EmbeddedPostgres): void => {
    void server.ended.then(() => {
      if (stopping) return
      say('! the database ended unexpectedly; it is started again. Its log: logs/postgres.log in the data folder')
      restarting = restart().catch(lost.resolve)
    })
  }
  const restart = async (): Promise<void> => {
    running = await start()
    if (running.adminUrl !== adminUrl) throw new Error(`the database had to move to ${new URL(running.adminUrl).host}`)
    keep(running)
  }
  const { adminUrl } = running
  keep(running)
  return {
    adminUrl,
    lost: lost.promise,
    stop: async () => {
      stopping = true
      await restarting
      await running.stop()
    },
  }
}
