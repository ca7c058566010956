import { readdir } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import type { ReadyCheck } from '../../process/http-app.ts'
import type { Log } from '../../process/log.ts'
import { callFunction } from './call.ts'
import { Prisma } from './generated/client.ts'
import type { PrismaClient } from './prisma.ts'

const folder = fileURLToPath(new URL('./migrations', import.meta.url))

/** Names of the migrations that this build knows. More of them in the database, a later release's, do no harm. */
async function knownMigrations(): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

/** The migrations of this build that the database lacks. Rejects where there is no schema at all. */
export async function missingMigrations(app: PrismaClient): Promise<string[]> {
  const known = await knownMigrations()
  return callFunction(app, Prisma.sql`SELECT app.missing_migrations(${known}::text[]) AS result`)
}

/**
 * Ready when the database has what this build needs of it: a server on an older or an empty database would answer
 * every request with an error. The log says, once, what is missing.
 */
export function schemaCheck(missing: () => Promise<string[]>, log: Log): ReadyCheck {
  let said = ''
  const check = async () => {
    const lacking = await missing().catch(() => ['the whole schema, or the database'])
    const text = lacking.join(', ')
    if (text !== said) log.warn({ lacking }, text === '' ? 'the schema is there' : 'not ready: the schema is not there')
    said = text
    if (text !== '') throw new Error(`missing: ${text}`)
  }
  return { name: 'schema', check }
}
