import pg from 'pg'
import { errorCode, errorText, StartFailure } from './start-failure.ts'

const oldestVersion = 17
const connectTimeoutMs = 10_000

/**
 * Connects as the administrator and checks that this PostgreSQL will do.
 *
 * @throws StartFailure for what the person who starts has to mend
 */
export async function connectAsAdmin(adminUrl: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: adminUrl, connectionTimeoutMillis: connectTimeoutMs })
  // A connection that breaks between two queries shows at the next one.
  client.on('error', () => undefined)
  try {
    await client.connect()
    await requireSuitable(client)
    return client
  } catch (error) {
    await client.end().catch(() => undefined)
    throw error instanceof StartFailure ? error : explainConnectFailure(error, adminUrl)
  }
}

async function requireSuitable(client: pg.Client): Promise<void> {
  const { rows } = await client.query(
    `SELECT current_setting('server_version') AS version, current_setting('server_version_num')::int / 10000 AS major,
            current_user AS role, rolsuper OR rolcreaterole AND rolcreatedb AS able
     FROM pg_roles WHERE rolname = current_user`,
  )
  const found: { version: string; major: number; role: string; able: boolean } = rows[0]
  if (found.major < oldestVersion) {
    throw new StartFailure(
      `The PostgreSQL that DATABASE_URL names is version ${found.version}; ${oldestVersion} or newer is needed.`,
      'Upgrade it, or leave DATABASE_URL unset to use the embedded one.',
    )
  }
  if (!found.able) {
    throw new StartFailure(
      `The role "${found.role}" of DATABASE_URL may not create roles and databases.`,
      `As its administrator run: ALTER ROLE ${pg.escapeIdentifier(found.role)} CREATEROLE CREATEDB;`,
    )
  }
}

function explainConnectFailure(error: unknown, adminUrl: string): StartFailure {
  const { hostname, port, username, pathname } = new URL(adminUrl)
  const where = `${hostname}:${port || 5432}`
  const code = errorCode(error)
  const fail = (reason: string, remedy: string): StartFailure => new StartFailure(reason, remedy, { cause: error })
  if (code === '28P01' || code === '28000') {
    return fail(
      `The PostgreSQL at ${where} refuses the user "${decodeURIComponent(username)}" or its password.`,
      'Check user and password in DATABASE_URL (special characters must be percent-encoded).',
    )
  }
  if (code === '3D000') {
    return fail(
      `The PostgreSQL at ${where} has no database "${decodeURIComponent(pathname.slice(1))}".`,
      'Let DATABASE_URL name an existing one, for example postgres; databases of our own are made beside it.',
    )
  }
  if (code === '53300') {
    return fail(
      `The PostgreSQL at ${where} has no connection left.`,
      'Raise its max_connections or close other clients.',
    )
  }
  return fail(
    `The PostgreSQL at ${where} cannot be reached: ${errorText(error) || code}.`,
    'Check that it runs, and host and port in DATABASE_URL.',
  )
}
