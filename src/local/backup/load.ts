import pg from 'pg'
import { qualified, tablesOf } from './dump.ts'
import type { BackedUpDatabase, BackupEntry, BackupTable } from './format.ts'

const rowsAtOnce = 500

/** URLs of the superuser in the databases that are filled. */
export type LoadTargets = Record<BackedUpDatabase, string>

/**
 * Fills freshly made databases with the entries of a backup, each in one transaction: all of it or nothing.
 * Columns that a later release added get their defaults, tables and columns it dropped are left out.
 */
export async function loadEntries(entries: AsyncIterable<BackupEntry>, targets: LoadTargets): Promise<void> {
  const loaders = { app: await openLoader(targets.app), sidecar: await openLoader(targets.sidecar) }
  try {
    let table: BackupTable | undefined
    let rows: string[] = []
    const flush = async (): Promise<void> => {
      if (table && rows.length > 0) await loaders[table.database].insert(table, rows)
      rows = []
    }
    for await (const entry of entries) {
      if (entry.kind === 'row') {
        rows.push(entry.json)
        if (rows.length === rowsAtOnce) await flush()
        continue
      }
      await flush()
      if (entry.kind === 'table') table = entry.table
      else await loaders[entry.sequence.database].setSequence(entry.sequence)
    }
    await flush()
    for (const loader of [loaders.app, loaders.sidecar]) await loader.commit()
  } finally {
    for (const loader of [loaders.app, loaders.sidecar]) await loader.end()
  }
}

async function openLoader(url: string) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('BEGIN')
  // No triggers and no order of tables by their references: the data were consistent when they were read.
  await client.query('SET LOCAL session_replication_role = replica')
  const known = new Map((await tablesOf(client)).map((table) => [qualified(table), table.columns]))
  for (const name of known.keys()) await client.query(`DELETE FROM ${name}`)
  return {
    insert: async (table: BackupTable, rows: string[]): Promise<void> => {
      const name = qualified(table)
      const columns = known.get(name)?.filter((column) => table.columns.includes(column)) ?? []
      if (columns.length === 0) return
      const list = columns.map(pg.escapeIdentifier).join(', ')
      await client.query(
        `INSERT INTO ${name} (${list}) OVERRIDING SYSTEM VALUE
         SELECT ${columns.map((column) => `(r).${pg.escapeIdentifier(column)}`).join(', ')}
         FROM (SELECT json_populate_record(NULL::${name}, line::json) AS r FROM unnest($1::text[]) AS line OFFSET 0) AS read`,
        [rows],
      )
    },
    setSequence: async (sequence: { schema: string; name: string; value: string; called: boolean }): Promise<void> => {
      await client.query('SELECT setval(to_regclass($1), $2::bigint, $3)', [
        qualified(sequence),
        sequence.value,
        sequence.called,
      ])
    },
    commit: async (): Promise<void> => {
      await client.query('COMMIT')
      await client.query('ANALYZE')
    },
    end: (): Promise<void> => client.end(),
  }
}
