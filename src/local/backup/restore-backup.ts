import { existsSync } from 'node:fs'
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { claimDataFolder } from '../data-folder.ts'
import { migrateDatabase, releasedMigrations } from '../migrate.ts'
import { clusterFolder, startEmbeddedPostgres } from '../postgres/embedded.ts'
import { swapCluster } from '../postgres/swap-cluster.ts'
import { databaseUrl, provisionDatabase } from '../provision.ts'
import { loadSecrets } from '../secrets.ts'
import { migrate as migrateSidecars } from '../sidecar/broker/schema.ts'
import { StartFailure } from '../start-failure.ts'
import { type BackupHeader, openBackup, verifyBackup } from './format.ts'
import { loadEntries } from './load.ts'

type RestoreOptions = { dataDir: string; file: string; force: boolean }

/**
 * Replaces the data of `dataDir` by those of a backup. Until the backup is proven sound and loaded into a new cluster,
 * nothing that is there is touched.
 *
 * @throws StartFailure where data are there already (without `force`), the product runs, or the backup does not do
 */
export async function restoreBackup({ dataDir, file, force }: RestoreOptions): Promise<void> {
  const header = await verifyBackup(file)
  await requireKnownMigrations(header)
  const cluster = clusterFolder(dataDir)
  if (existsSync(cluster) && !force) {
    throw new StartFailure(
      `${dataDir} has data already; restoring would replace them.`,
      'Add --force to replace them (make a backup of them first), or set DATA_DIR to an empty folder.',
    )
  }
  const folder = await claimDataFolder(dataDir)
  const fresh = join(dataDir, 'restore.new')
  try {
    await rm(fresh, { recursive: true, force: true })
    await mkdir(fresh, { mode: 0o755 })
    const secretsFile = join(dataDir, 'secrets.json')
    await loadSecrets(dataDir)
    await copyFile(secretsFile, join(fresh, 'secrets.json'))
    await fillNewCluster(fresh, file, header)
    await swapCluster(cluster, clusterFolder(fresh))
    await keepAuthSecret(secretsFile, header.authSecret)
  } finally {
    await rm(fresh, { recursive: true, force: true })
    await folder.release()
  }
}

async function requireKnownMigrations({ migrations }: BackupHeader): Promise<void> {
  const released = await releasedMigrations()
  const unknown = migrations.find(({ name, checksum }, index) => {
    const known = released[index]
    return known === undefined || known.name !== name || known.checksum !== checksum
  })
  if (unknown === undefined) return
  throw new StartFailure(
    `The backup was made by another release (migration ${unknown.name} is not of this one).`,
    'Restore it with the release that made it or a later one. Nothing was changed.',
  )
}

async function fillNewCluster(fresh: string, file: string, header: BackupHeader): Promise<void> {
  const server = await startEmbeddedPostgres({ dataDir: fresh, log: console.error })
  try {
    const secrets = await loadSecrets(fresh)
    const urls = await provisionDatabase({ adminUrl: server.adminUrl, secrets: secrets.roles })
    await migrateDatabase(urls.migrator, header.migrations.length)
    const sidecars = new pg.Pool({ connectionString: urls.sidecar, max: 1 })
    await migrateSidecars(sidecars).finally(() => sidecars.end())
    const targets = {
      app: databaseUrl(server.adminUrl, 'app'),
      sidecar: databaseUrl(server.adminUrl, 'sidecar'),
    }
    await loadEntries((await openBackup(file)).entries, targets)
    await publishAgain(targets.app, header.sidecarAt)
    await migrateDatabase(urls.migrator)
  } finally {
    await server.stop()
  }
}

/** The backup's messages end at `since`: events published later are still to be published; consumers know repeats. */
async function publishAgain(url: string, since: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('UPDATE app.outbox SET published_at = NULL WHERE published_at >= $1', [since])
  } finally {
    await client.end()
  }
}

/** Sessions and links are signed with it. */
async function keepAuthSecret(file: string, authSecret: string): Promise<void> {
  const secrets = { ...JSON.parse(await readFile(file, 'utf8')), authSecret }
  await writeFile(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 })
}
