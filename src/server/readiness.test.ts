import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { AppId } from '../domain/topology.ts'
import { freePorts } from '../local/free-port.ts'
import { createTestDatabase, type TestDatabase } from './testing/test-database.ts'
import { waitUntil } from './testing/wait-until.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const mains = {
  server: 'src/server/main.ts',
  notifications: 'src/workers/notifications/main.ts',
  recurring: 'src/workers/recurring/main.ts',
} as const satisfies Partial<Record<AppId, string>>

/** A sidecar that is healthy and knows the secrets, from the moment it is started. */
async function startSidecar(port: number): Promise<Server> {
  const secrets: Record<string, string> = {
    'database-url-app': database.url('todo_app'),
    'database-url-auth': database.url('todo_auth'),
    'database-url-system': database.url('todo_system'),
    'auth-secret': 'a secret of at least thirty-two characters',
    'web-push-public-key': 'a public key',
    'web-push-private-key': 'a private key',
  }
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://sidecar')
    const name = pathname.startsWith('/v1.0/secrets/secrets/') ? (pathname.split('/').at(-1) ?? '') : undefined
    if (pathname.startsWith('/v1.0/healthz')) response.writeHead(204).end()
    else if (name !== undefined && secrets[name] !== undefined) response.end(JSON.stringify({ [name]: secrets[name] }))
    else response.end('{}')
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return server
}

async function stopSidecar(server: Server): Promise<void> {
  server.closeAllConnections()
  server.close()
  await once(server, 'close')
}

async function startProcess(app: keyof typeof mains) {
  const [port = 0, sidecarPort = 0] = await freePorts('127.0.0.1', 2)
  const child = spawn(process.execPath, [mains[app]], {
    stdio: 'ignore',
    env: {
      NODE_ENV: process.env.NODE_ENV,
      PATH: process.env.PATH,
      APP_PORT: String(port),
      APP_HOST: '127.0.0.1',
      DAPR_HTTP_PORT: String(sidecarPort),
      ...(app === 'server' && { APP_URL: 'http://todo.test' }),
    },
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const status = (path: string, init: RequestInit = {}) =>
    fetch(`http://127.0.0.1:${port}${path}`, init).then(
      (response) => response.status,
      () => 0,
    )
  await waitUntil(async () => (await status('/healthz')) === 200, 30_000)
  return { child, sidecarPort, status, isReady: async () => (await status('/readyz')) === 200 }
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null) await once(child, 'exit')
  return child.exitCode
}

describe.each(Object.keys(mains) as (keyof typeof mains)[])('%s', (app) => {
  it('is alive before its sidecar, ready with it, not ready without it, and ready again', async () => {
    const { child, sidecarPort, status, isReady } = await startProcess(app)
    expect(await status('/readyz')).toBe(503)
    const first = await startSidecar(sidecarPort)
    await waitUntil(isReady)
    await stopSidecar(first)
    expect(await status('/readyz')).toBe(503)
    expect(await status('/healthz')).toBe(200)
    const second = await startSidecar(sidecarPort)
    await waitUntil(isReady)
    child.kill('SIGTERM')
    expect(await exitCode(child)).toBe(0)
    await stopSidecar(second)
  })

  it('ends when asked to while it still waits', async () => {
    const { child } = await startProcess(app)
    child.kill('SIGTERM')
    expect(await exitCode(child)).toBe(0)
  })
})

it('what comes before the server can do it is to be asked again, and its sidecar learns of its bindings', async () => {
  const { status } = await startProcess('server')
  expect(await status('/reminder-sweep', { method: 'OPTIONS' })).toBe(200)
  expect(await status('/reminder-sweep', { method: 'POST', body: '{}' })).toBe(503)
  expect(await status('/internal/reminders/plan', { method: 'POST', body: '{}' })).toBe(503)
  expect(await status('/api/trpc/me')).toBe(503)
  expect(await status('/dapr/subscribe')).toBe(404)
})
