import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { connectAsAdmin } from './admin-connection.ts'
import { claimDataFolder, folderHolder } from './data-folder.ts'
import { clusterFolder, embeddedUrl, rememberedPort, startEmbeddedPostgres } from './postgres/embedded.ts'
import { loadSecrets } from './secrets.ts'
import { StartFailure } from './start-failure.ts'

/**
 * Runs `work` with the superuser's URL of the embedded server: the running product's, or one started for it alone.
 *
 * @throws StartFailure where there are no data yet
 */
export async function withEmbedded<T>(dataDir: string, work: (adminUrl: string) => Promise<T>): Promise<T> {
  if (!existsSync(join(clusterFolder(dataDir), 'PG_VERSION'))) {
    throw new StartFailure(`There are no data in ${dataDir}.`, 'Check DATA_DIR, or run "npm start" first.')
  }
  if ((await folderHolder(dataDir)) !== undefined) {
    const { superuser } = await loadSecrets(dataDir)
    const url = embeddedUrl(superuser, await rememberedPort(dataDir))
    await awaitConnection(url)
    return work(url)
  }
  const folder = await claimDataFolder(dataDir)
  try {
    const server = await startEmbeddedPostgres({ dataDir, log: console.error })
    try {
      return await work(server.adminUrl)
    } finally {
      await server.stop()
    }
  } finally {
    await folder.release()
  }
}

/** The product may just be starting. */
async function awaitConnection(url: string): Promise<void> {
  for (const deadline = Date.now() + 10_000; ; await delay(200)) {
    try {
      await (await connectAsAdmin(url)).end()
      return
    } catch (error) {
      if (Date.now() > deadline) throw error
    }
  }
}
