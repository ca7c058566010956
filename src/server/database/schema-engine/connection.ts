import { randomUUID } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import {
  ColumnTypeEnum,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils'
import pg from 'pg'

export const databaseName = (url: URL): string => decodeURIComponent(url.pathname.slice(1))

/** `url` with another database; all else, TLS parameters included, stays. */
export function withDatabase(url: URL, database: string): string {
  const other = new URL(url)
  other.pathname = encodeURIComponent(database)
  return other.href
}

/** How the engine reaches a database, and the end of all the connections it made so. */
export type Connections = { factory: SqlMigrationAwareDriverAdapterFactory; close(): Promise<void> }

/** Connections to the database of `url`; where there is none (generate, format), the engine must not ask for one. */
export function openConnections(url: URL | undefined): Connections {
  const pools: pg.Pool[] = []
  const connect = async (database?: string): Promise<SqlDriverAdapter> => {
    if (!url) throw new Error('no datasource url')
    const pool = new pg.Pool({ connectionString: withDatabase(url, database ?? databaseName(url)) })
    pools.push(pool)
    return adapt(pool, url.searchParams.get('schema') ?? undefined)
  }
  return {
    factory: {
      provider: 'postgres',
      adapterName: '@prisma/adapter-pg',
      connect: () => connect(),
      connectToShadowDb: () => connectToShadowDatabase(connect),
    },
    // An engine never closes what it opened, and an idle connection keeps the migration lock.
    close: async () => {
      await Promise.all(pools.map((pool) => (pool.ended ? undefined : pool.end())))
    },
  }
}

/** Prisma's adapter, mended where migrations need it. */
async function adapt(pool: pg.Pool, schema: string | undefined): Promise<SqlDriverAdapter> {
  const charColumns = relabelCharColumns(pool)
  const adapter = await new PrismaPg(pool, { schema, disposeExternalPool: true }).connect()
  const queryRaw = adapter.queryRaw.bind(adapter)
  return Object.assign(adapter, {
    // It splits scripts at every semicolon, function bodies included; the simple protocol takes them whole.
    executeScript: async (sql: string): Promise<void> => {
      await adapter.executeRaw({ sql, args: [], argTypes: [] })
    },
    queryRaw: async (query: Parameters<typeof queryRaw>[0]): ReturnType<typeof queryRaw> => {
      const result = await queryRaw(query)
      for (const column of charColumns.get(result.rows) ?? []) result.columnTypes[column] = ColumnTypeEnum.Character
      return result
    },
  })
}

const charType = 18
const textType = 25

/** Prisma's adapter refuses the catalogs' type "char": such columns pass as text; the result tells which they were. */
function relabelCharColumns(pool: pg.Pool): WeakMap<object, number[]> {
  const charColumns = new WeakMap<object, number[]>()
  const query = pool.query.bind(pool)
  pool.query = (async (config: pg.QueryArrayConfig) => {
    const result = await query(config)
    const columns = (result.fields ?? []).flatMap((field, column) => (field.dataTypeID === charType ? [column] : []))
    for (const field of result.fields ?? []) if (field.dataTypeID === charType) field.dataTypeID = textType
    if (columns.length > 0) charColumns.set(result.rows, columns)
    return result
  }) as typeof pool.query
  return charColumns
}

/** A scratch database to replay migrations in; Prisma's own drops it before leaving it, which fails. */
async function connectToShadowDatabase(
  connect: (database?: string) => Promise<SqlDriverAdapter>,
): Promise<SqlDriverAdapter> {
  const name = `prisma_migrate_shadow_db_${randomUUID()}`
  const main = await connect()
  await main.executeScript(`CREATE DATABASE "${name}"`)
  const shadow = await connect(name)
  const dispose = shadow.dispose.bind(shadow)
  return Object.assign(shadow, {
    dispose: async (): Promise<void> => {
      await dispose()
      await main.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`)
      await main.dispose()
    },
  })
}
