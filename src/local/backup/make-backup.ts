import { withEmbedded } from '../embedded-access.ts'
import { appliedMigrations } from '../migrate.ts'
import { databaseUrl } from '../provision.ts'
import { loadSecrets } from '../secrets.ts'
import { openSnapshot, type Snapshot } from './dump.ts'
import { type BackupEntry, formatVersion, writeBackup } from './format.ts'

/**
 * Writes all data of `dataDir` to `file`, while the product runs or not.
 *
 * @throws StartFailure where there are no data or the file cannot be written
 */
export async function makeBackup(dataDir: string, file: string): Promise<void> {
  await withEmbedded(dataDir, async (adminUrl) => {
    const { authSecret } = await loadSecrets(dataDir)
    // The sidecar first: what is published after its snapshot is published again from the outbox, never lost.
    await using snapshots = new AsyncDisposableStack()
    const open = async (database: 'app' | 'sidecar'): Promise<Snapshot> => {
      const snapshot = await openSnapshot(databaseUrl(adminUrl, database), database)
      snapshots.defer(snapshot.close)
      return snapshot
    }
    const sidecar = await open('sidecar')
    const app = await open('app')
    const migrations = await appliedMigrations(databaseUrl(adminUrl, 'app'))
    const header = {
      format: 'todo-chatbot-backup' as const,
      version: formatVersion,
      createdAt: new Date().toISOString(),
      sidecarAt: sidecar.at.toISOString(),
      migrations: migrations.map(({ name, checksum }) => ({ name, checksum })),
      authSecret,
    }
    await writeBackup(file, header, entriesOf([app, sidecar]))
  })
}

async function* entriesOf(snapshots: Snapshot[]): AsyncGenerator<BackupEntry> {
  for (const snapshot of snapshots) yield* snapshot.entries()
}
