import pg from 'pg'
import { migrateDatabase } from '../../src/local/migrate.ts'
import { provisionDatabase } from '../../src/local/provision.ts'
import type { LocalSecrets } from '../../src/local/secrets.ts'
import type { Statement } from './statements.ts'

/** Where the run's PostgreSQL is: the product's own. */
export type Server = { adminUrl: string; secrets: LocalSecrets }

/** A database of the product's schema beside the product's own, for what needs many rows. */
export type BenchDatabase = { adminUrl: string; appUrl: string; drop(): Promise<void> }

const database = 'todo_bench'

export async function createBenchDatabase({ adminUrl, secrets }: Server): Promise<BenchDatabase> {
  const urls = await provisionDatabase({ adminUrl, database, secrets: secrets.roles })
  await migrateDatabase(urls.migrator)
  const own = new URL(adminUrl)
  own.pathname = database
  return {
    adminUrl: own.href,
    appUrl: urls.app,
    drop: () =>
      withClient(adminUrl, async (admin) => {
        await admin.query(`DROP DATABASE ${database} WITH (FORCE)`)
        await admin.query(`DROP DATABASE ${database}_sidecar WITH (FORCE)`)
      }),
  }
}

/** A connection to `url` for `work`. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, application_name: 'todo-bench' })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

const names = new Map<string, string>()

/** The statement prepared once per connection, as the product does it. */
export function prepared({ text, values }: Statement): pg.QueryConfig {
  const name = names.get(text) ?? `bench-${names.size}`
  names.set(text, name)
  return { name, text, values }
}
