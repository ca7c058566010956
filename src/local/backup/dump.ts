import pg from 'pg'
import type { BackedUpDatabase, BackupEntry, BackupTable } from './format.ts'

const rowsAtOnce = 1_000

/** Open snapshot of a database: everything read from it is of one moment. */
export type Snapshot = { at: Date; entries: () => AsyncGenerator<BackupEntry>; close(): Promise<void> }

/** Opens a snapshot of `database` as the superuser (row-level security does not bind it), without blocking anybody. */
export async function openSnapshot(url: string, database: BackedUpDatabase): Promise<Snapshot> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
  const { rows } = await client.query('SELECT now() AS at')
  return { at: rows[0].at, entries: () => readDatabase(client, database), close: () => client.end() }
}

async function* readDatabase(client: pg.Client, database: BackedUpDatabase): AsyncGenerator<BackupEntry> {
  for (const table of await tablesOf(client)) {
    yield { kind: 'table', table: { database, ...table } }
    yield* readRows(client, table)
  }
  const { rows: sequences } = await client.query<{ schema: string; name: string }>(
    `SELECT schemaname AS schema, sequencename AS name FROM pg_sequences ORDER BY 1, 2`,
  )
  for (const { schema, name } of sequences) {
    const { rows } = await client.query(
      `SELECT last_value::text AS value, is_called AS called FROM ${qualified({ schema, name })}`,
    )
    yield { kind: 'sequence', sequence: { database, schema, name, ...rows[0] } }
  }
}

async function* readRows(client: pg.Client, table: Omit<BackupTable, 'database'>): AsyncGenerator<BackupEntry> {
  const columns = table.columns.map(pg.escapeIdentifier).join(', ')
  await client.query(
    `DECLARE backup NO SCROLL CURSOR FOR
     SELECT row_to_json(r)::text AS json FROM (SELECT ${columns} FROM ${qualified(table)}) r`,
  )
  while (true) {
    const { rows } = await client.query<{ json: string }>(`FETCH ${rowsAtOnce} FROM backup`)
    // A raw line break in JSON can only be white space between its parts.
    for (const { json } of rows) yield { kind: 'row', json: json.replaceAll('\n', ' ') }
    if (rows.length < rowsAtOnce) break
  }
  await client.query('CLOSE backup')
}

/** Tables with their stored columns; what migrations keep for themselves is made by them again. */
export async function tablesOf(client: pg.Client): Promise<Omit<BackupTable, 'database'>[]> {
  const { rows } = await client.query(
    `SELECT n.nspname AS schema, c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c
     JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
       AND c.relname <> '_prisma_migrations'
     GROUP BY 1, 2 ORDER BY 1, 2`,
  )
  return rows
}

export const qualified = ({ schema, name }: { schema: string; name: string }): string =>
  `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`
