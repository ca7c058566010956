import pg from 'pg'
import { type DatabaseRole, databaseRoles, databases } from '../domain/topology.ts'
import { connectAsAdmin } from './admin-connection.ts'
import type { RolePasswords } from './secrets.ts'
import { errorCode, errorText, StartFailure } from './start-failure.ts'

export const roleNames = databaseRoles satisfies Record<keyof RolePasswords, string>

export type RoleName = DatabaseRole
const roles = Object.keys(roleNames) as RoleName[]

/** A connection URL for each role. */
export type DatabaseUrls = Record<RoleName, string>

export type ProvisionOptions = {
  /** URL of a role that may create roles and databases; what it connects to is left alone. */
  adminUrl: string
  /** Name of the application's database. */
  database?: string
  /** Name of the sidecar's database. */
  sidecarDatabase?: string
  secrets: RolePasswords
}

const defaultNames = databases

/** `adminUrl` in one of the two databases, as they are named by default. */
export function databaseUrl(adminUrl: string, database: keyof typeof defaultNames): string {
  const url = new URL(adminUrl)
  url.pathname = defaultNames[database]
  return url.href
}

// Starts and test files may provision at the same time, and roles belong to the whole server.
const provisionLock = 7_316_001

/**
 * Makes the roles and the two databases, or brings those there are to the state wanted: owners, passwords, and who may
 * connect. Safe to repeat and to run concurrently.
 *
 * @throws StartFailure where the server or the role will not do
 */
export async function provisionDatabase(options: ProvisionOptions): Promise<DatabaseUrls> {
  const { database, sidecarDatabase } = namesOf(options)
  const admin = await connectAsAdmin(options.adminUrl)
  try {
    await admin.query('SELECT pg_advisory_lock($1)', [provisionLock])
    await provisionRoles(admin, options.secrets)
    await provisionOwned(admin, { database, owner: 'migrator', guests: ['app', 'auth', 'system'] })
    await provisionOwned(admin, { database: sidecarDatabase, owner: 'sidecar', guests: [] })
  } catch (error) {
    throw errorCode(error) === '42501' ? lacksRights(error) : error
  } finally {
    await admin.end()
  }
  return roleUrls(options)
}

function namesOf({ database = defaultNames.app, sidecarDatabase = `${database}_sidecar` }: ProvisionOptions) {
  return { database, sidecarDatabase }
}

/** The URLs that `provisionDatabase` returns, without making anything. */
export function roleUrls(options: ProvisionOptions): DatabaseUrls {
  const { database, sidecarDatabase } = namesOf(options)
  const urlOf = (role: RoleName): string => {
    const url = new URL(options.adminUrl)
    url.username = roleNames[role]
    url.password = options.secrets[role]
    url.pathname = encodeURIComponent(role === 'sidecar' ? sidecarDatabase : database)
    return url.href
  }
  return {
    migrator: urlOf('migrator'),
    app: urlOf('app'),
    auth: urlOf('auth'),
    system: urlOf('system'),
    sidecar: urlOf('sidecar'),
  }
}

async function provisionRoles(admin: pg.Client, passwords: RolePasswords): Promise<void> {
  const existing = await admin.query<{ rolname: string }>('SELECT rolname FROM pg_roles')
  const known = new Set(existing.rows.map(({ rolname }) => rolname))
  await admin.query('BEGIN')
  for (const role of roles) {
    const verb = known.has(roleNames[role]) ? 'ALTER' : 'CREATE'
    await admin.query(`${verb} ROLE ${roleNames[role]} LOGIN NOINHERIT PASSWORD ${pg.escapeLiteral(passwords[role])}`)
  }
  await admin.query('COMMIT')
}

type OwnedDatabase = { database: string; owner: RoleName; guests: readonly RoleName[] }

async function provisionOwned(admin: pg.Client, { database, owner, guests }: OwnedDatabase): Promise<void> {
  const name = pg.escapeIdentifier(database)
  const ownerName = roleNames[owner]
  // Who is no superuser may act for the owner only as its member.
  await admin.query(
    `DO $$ BEGIN
       IF NOT pg_has_role(current_user, '${ownerName}', 'SET') THEN GRANT ${ownerName} TO CURRENT_USER; END IF;
     END $$`,
  )
  const { rowCount } = await admin.query('SELECT FROM pg_database WHERE datname = $1', [database])
  if (rowCount === 0) {
    // The built-in locale sorts and compares the same on every machine.
    await admin.query(
      `CREATE DATABASE ${name} OWNER ${ownerName} TEMPLATE template0 ENCODING 'UTF8'
       LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8' LC_COLLATE 'C' LC_CTYPE 'C'`,
    )
  }
  await admin.query(`SET ROLE ${ownerName}`)
  await admin.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`)
  for (const guest of guests) await admin.query(`GRANT CONNECT ON DATABASE ${name} TO ${roleNames[guest]}`)
  await admin.query('RESET ROLE')
}

const lacksRights = (cause: unknown): StartFailure =>
  new StartFailure(
    `The role of DATABASE_URL lacks a right: ${errorText(cause)}.`,
    'Use the role that started todo-chatbot there first, or a superuser.',
    { cause },
  )
