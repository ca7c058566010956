import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, inject, test, vi } from 'vitest'
import { renderFiles } from '../../../infra/dapr/render-files.ts'
import { type AppId, appIds, invocations } from '../../domain/topology.ts'
import { createEmptyDatabase } from '../../server/testing/test-database.ts'
import { freePorts } from '../free-port.ts'
import { type ContractApps, startContractApps } from '../sidecar/contract/target.ts'
import { freshTopics } from '../testing/fresh-topics.ts'
import { type Daprd, startDaprd } from './daprd.ts'
import { type Authority, startSentry } from './sentry.ts'
import { type DaprSidecars, startDaprSidecars } from './sidecars.ts'

// What the contract leaves open: identities apart from tokens, which are all the same here, and sidecars that go.

const patience = { timeout: 30_000, interval: 20 }
const token = { dapr: 'token-of-every-sidecar', app: 'token-of-every-app' }
const tokens = { web: token, server: token, notifications: token, recurring: token }

let folder: string
let apps: ContractApps
let sidecars: DaprSidecars
const after = new AsyncDisposableStack()

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-invocation-'))
  after.defer(() => rm(folder, { recursive: true, force: true }))
  const database = await createEmptyDatabase('todo_sidecar')
  after.defer(() => database.drop())
  await freshTopics()
  apps = await startContractApps()
  after.defer(async () => void (await Promise.all(Object.values(apps).map((app) => app.shut()))))
  const ports = (app: Exclude<AppId, 'server'>) => [apps[app].port]
  sidecars = await startDaprSidecars({
    folder: join(folder, 'ours'),
    appPorts: {
      web: ports('web'),
      server: [apps.server.port, apps.secondServer.port],
      notifications: ports('notifications'),
      recurring: ports('recurring'),
    },
    tokens,
    broker: inject('broker'),
    brokerPassword: inject('brokerPassword'),
    stateDatabaseUrl: database.url,
    secrets: {},
  })
  after.defer(() => sidecars.close())
})
afterEach(() => {
  for (const app of Object.values(apps)) app.reset()
})
afterAll(() => after.disposeAsync())

const servers = () => [apps.server, apps.secondServer]
const callsTo = (path: string) => servers().flatMap((server) => server.callsTo(path))

async function invoke(port: number, path: string, headers: Record<string, string> = { 'dapr-api-token': token.dapr }) {
  const url = `http://127.0.0.1:${port}/v1.0/invoke/server/method${path}`
  const response = await fetch(url, { method: 'POST', body: '{}', headers })
  await response.text()
  return response.status
}

test('of sidecars with the same tokens each reaches the routes made for its app, and only those', async () => {
  const callers: Record<string, readonly AppId[]> = { '/api/trpc/task.list': ['web'], '/internal/unknown': [] }
  for (const { route, callers: allowed } of Object.values(invocations)) callers[route] = allowed
  const expected: Record<string, number> = {}
  const seen: Record<string, number> = {}
  for (const app of appIds.filter((each) => each !== 'server')) {
    for (const [path, allowed] of Object.entries(callers)) {
      expected[`${app} ${path}`] = allowed.includes(app) ? 200 : 403
      seen[`${app} ${path}`] = await invoke(sidecars.httpPort(app), path)
    }
  }
  expect(seen).toEqual(expected)
  expect(Object.values(seen)).toContain(200)
  for (const call of servers().flatMap(({ calls }) => calls.filter(({ path }) => path.startsWith('/internal')))) {
    expect(call.headers['dapr-api-token']).toBe(token.app)
  }
})

test.each([
  ['without a token', {}],
  ['with the wrong one', { 'dapr-api-token': 'another' }],
])('%s the right app reaches nothing', async (_, headers: Record<string, string>) => {
  expect(await invoke(sidecars.httpPort('recurring'), invocations.advanceSeries.route, headers)).toBe(401)
  expect(callsTo(invocations.advanceSeries.route)).toEqual([])
})

/** A sidecar that knows the way to the server and all tokens, but has its identity from elsewhere or from another space. */
async function startStranger(authority: Authority, namespace: string): Promise<Daprd> {
  const [server] = sidecars.replicas('server')
  const address = `127.0.0.1:${server?.ports.internal}`
  const own = await mkdtemp(join(folder, 'stranger-'))
  const files = await renderFiles(own, {
    broker: inject('broker'),
    secretStore: { kind: 'file', file: join(folder, 'ours', 'secrets.json') },
    namespace,
    addresses: { web: address, server: address, notifications: address, recurring: address },
  })
  const [http = 0, grpc = 0, internal = 0, metrics = 0] = await freePorts('127.0.0.1', 4)
  const where = { appPort: apps.recurring.port, ports: { http, grpc, internal, metrics }, logs: own }
  const stranger = await startDaprd({ app: 'web', replica: 9, files, authority, namespace, tokens: token, ...where })
  after.defer(() => stranger.stop())
  await stranger.ready()
  return stranger
}

test('a sidecar that another authority vouches for is no caller, with the right name and tokens', async () => {
  const elsewhere = await startSentry(await mkdtemp(join(folder, 'elsewhere-')))
  after.defer(() => elsewhere.process.stop())
  const stranger = await startStranger(elsewhere, 'local')
  expect(await invoke(stranger.ports.http, '/api/stranger')).toBe(500)
  expect(callsTo('/api/stranger')).toEqual([])
})

test('a sidecar of another namespace is no caller, with the right authority, name and tokens', async () => {
  const stranger = await startStranger(sidecars.authority, 'elsewhere')
  expect(await invoke(stranger.ports.http, '/api/stranger')).toBeGreaterThanOrEqual(400)
  expect(callsTo('/api/stranger')).toEqual([])
})

/** Serves an event stream that beats every 50 ms and begins behind the number that the caller knows already. */
function serveBeats(): void {
  for (const server of servers()) {
    server.serve('/api/beats', (request, response) => {
      let number = Number(request.headers['last-event-id'] ?? 0)
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-transform' })
      const timer = setInterval(() => {
        number += 1
        response.write(`id: ${number}\n: beat\n\n`)
      }, 50)
      response.once('close', () => clearInterval(timer))
    })
  }
}

/** Follows the stream as a browser does; `ended` resolves with the last number that it brought. */
async function follow(last = 0) {
  const headers = { 'dapr-app-id': 'server', 'dapr-api-token': token.dapr, 'last-event-id': String(last) }
  const abort = new AbortController()
  const url = `http://127.0.0.1:${sidecars.httpPort('web')}/api/beats`
  const response = await fetch(url, { headers, signal: abort.signal })
  const numbers: number[] = []
  const read = async () => {
    try {
      for await (const text of response.body?.pipeThrough(new TextDecoderStream()) ?? [])
        for (const [, id] of text.matchAll(/id: (\d+)/g)) numbers.push(Number(id))
    } catch {
      // Broken off or called off: either way it has ended.
    }
    return numbers.at(-1) ?? 0
  }
  const until = (count: number) => vi.waitFor(() => expect(numbers.length).toBeGreaterThanOrEqual(count), patience)
  return { status: response.status, numbers, ended: read(), until, stop: () => abort.abort() }
}

test.each(['server', 'web'] as const)(
  'an event stream ends when the sidecar of %s dies, and can be resumed',
  async (app) => {
    serveBeats()
    const first = await follow()
    await first.until(3)
    const died = performance.now()
    await Promise.all(sidecars.replicas(app).map((sidecar) => sidecar.kill()))
    const last = await first.ended
    expect(performance.now() - died).toBeLessThan(5_000)
    await Promise.all(sidecars.replicas(app).map((_, replica) => sidecars.restart(app, replica)))
    await vi.waitFor(async () => expect(await invoke(sidecars.httpPort('web'), '/api/x')).toBe(200), patience)
    const second = await follow(last)
    await second.until(3)
    expect(second.numbers.slice(0, 3)).toEqual([last + 1, last + 2, last + 3])
    second.stop()
    await second.ended
  },
)

test('an event stream outlives every time-out that calls of workers have', async () => {
  serveBeats()
  const stream = await follow()
  // Calls of workers are given up after 4 s.
  await stream.until(100)
  expect(stream.numbers).toEqual(stream.numbers.map((_, index) => index + 1))
  stream.stop()
  await stream.ended
})
