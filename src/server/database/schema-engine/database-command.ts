import pg from 'pg'
import { databaseName, withDatabase } from './connection.ts'
import { logLine } from './log.ts'

/** `can-connect-to-database` and `create-database`; returns the exit code. */
export async function runDatabaseCommand(command: string | undefined, url: URL | undefined): Promise<number> {
  if (!url) {
    logLine('ERROR', 'no datasource url', { error_code: 'P1012' })
    return 1
  }
  const create = command === 'create-database'
  const client = new pg.Client({ connectionString: create ? withDatabase(url, 'postgres') : url.href })
  // The CLI takes the last line for the answer and expects one before it.
  process.stderr.write('\n')
  try {
    await client.connect()
    if (create) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(databaseName(url))}`)
    return 0
  } catch (error) {
    const missing = error instanceof pg.DatabaseError && error.code === '3D000'
    const reason = error instanceof Error ? error.message : String(error)
    if (missing) logLine('ERROR', `Database \`${databaseName(url)}\` does not exist`, { error_code: 'P1003' })
    else logLine('ERROR', `Can't reach database server at \`${url.host}\`: ${reason}`, { error_code: 'P1001' })
    return 1
  } finally {
    await client.end().catch(() => undefined)
  }
}
