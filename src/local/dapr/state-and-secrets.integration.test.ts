import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { createLog } from '../../process/log.ts'
import { createSidecar } from '../../process/sidecar/create-sidecar.ts'
import type { Sidecar } from '../../process/sidecar/sidecar.ts'
import { testUrl } from '../../server/testing/test-urls.ts'
import { withLease } from '../../workers/runtime/leases.ts'
import { type ContractApps, startContractApps } from '../sidecar/contract/target.ts'
import { type DaprTarget, startDaprTarget, tokenOf } from '../testing/dapr-target.ts'

let apps: ContractApps
let target: DaprTarget
const log = createLog({ app: 'test', level: 'error' })

beforeAll(async () => {
  apps = await startContractApps()
  target = await startDaprTarget(apps)
})
afterEach(() => {
  for (const app of Object.values(apps)) app.reset()
})
afterAll(async () => {
  await target.close()
  await Promise.all(Object.values(apps).map((app) => app.shut()))
})

const worker = (app: 'notifications' | 'recurring' = 'notifications'): Sidecar =>
  createSidecar({ port: target.port(app), apiToken: target.daprApiToken(app), log })

async function inStateDatabase<T extends pg.QueryResultRow>(text: string): Promise<T[]> {
  const database = new pg.Client({ connectionString: target.stateDatabaseUrl })
  await database.connect()
  try {
    return (await database.query<T>(text)).rows
  } finally {
    await database.end()
  }
}

test('of many who want the same lease at once one works; afterwards it is free', async () => {
  const lease = { key: randomUUID(), ttlSeconds: 30 }
  const release = Promise.withResolvers<void>()
  let working = 0
  let refused = 0
  const attempts = Array.from({ length: 6 }, () =>
    withLease(worker(), lease, async () => {
      working += 1
      await release.promise
    }).catch(() => {
      refused += 1
    }),
  )
  await vi.waitFor(() => expect([working, refused]).toEqual([1, 5]), { timeout: 20_000 })
  release.resolve()
  await Promise.all(attempts)
  expect(await withLease(worker(), lease, async () => 'again')).toBe('again')
})

test('a lease whose holder died is free once its time is over', async () => {
  const lease = { key: randomUUID(), ttlSeconds: 2 }
  expect(await worker().saveState(lease.key, { owner: 'died' }, { etag: null, ttlSeconds: 2 })).toBe('saved')
  const attempt = () => withLease(worker(), lease, async () => 'mine')
  await expect(attempt()).rejects.toMatchObject({ code: 'unavailable' })
  await vi.waitFor(async () => expect(await attempt()).toBe('mine'), { timeout: 20_000, interval: 200 })
})

test('what a worker notes is known to the sidecar that comes after', async () => {
  const key = randomUUID()
  await worker().saveState(key, { outcome: 'delivered' }, { ttlSeconds: 600 })
  const [sidecar] = target.sidecars.replicas('notifications')
  await sidecar?.kill()
  await target.sidecars.restart('notifications')
  expect((await worker().getState(key))?.value).toEqual({ outcome: 'delivered' })
})

test('state is kept apart by app, in a database that its own role owns and where nothing else is', async () => {
  const key = randomUUID()
  await worker('notifications').saveState(key, 1)
  await worker('recurring').saveState(key, 2)
  const rows = await inStateDatabase<{ key: string }>(
    `SELECT key FROM sidecar_state WHERE key LIKE '%${key}' ORDER BY 1`,
  )
  expect(rows.map((row) => row.key)).toEqual([`notifications||${key}`, `recurring||${key}`])
  const [who] = await inStateDatabase<{ role: string; super: boolean }>(
    `SELECT current_user AS role, rolsuper AS super FROM pg_roles WHERE rolname = current_user`,
  )
  expect(who).toEqual({ role: 'todo_sidecar', super: false })
  const tables = await inStateDatabase<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  )
  expect(tables.map(({ name }) => name)).toEqual(['sidecar_metadata', 'sidecar_state'])
})

test('the role of the state store reads nothing of the application', async () => {
  const own = new pg.Client({ connectionString: testUrl(inject('adminDatabaseUrl'), 'todo_sidecar', 'todo_template') })
  await own.connect()
  try {
    await expect(own.query('SELECT * FROM app.task')).rejects.toMatchObject({ code: '42501' })
  } finally {
    await own.end()
  }
})

test('a server without one of its secrets ends at once and says which one it is', async () => {
  await apps.server.shut()
  try {
    const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
    const server = spawn(process.execPath, [main], {
      env: {
        ...process.env,
        APP_PORT: String(apps.server.port),
        APP_HOST: '127.0.0.1',
        APP_URL: 'http://localhost:3000',
        DAPR_HTTP_PORT: String(target.port('server')),
        DAPR_API_TOKEN: tokenOf('server', 'dapr'),
        APP_API_TOKEN: tokenOf('server', 'app'),
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let said = ''
    server.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text
    })
    const [code] = await once(server, 'close')
    expect(code).toBe(1)
    expect(said).toMatch(/no secret (database-url-\w+|web-push-public-key)/)
    expect(said).toMatch(/secret (database-url-\w+|web-push-public-key) not found/)
    expect(said).not.toContain('a secret of the contract suite')
  } finally {
    await apps.server.open()
  }
})
