import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { brokerOf } from '../infra/app/broker.ts'
import { workloads } from '../infra/app/workloads.ts'
import { mebibyte, parseQuantity } from '../infra/budget/quantity.ts'
import { parseSettings } from '../infra/settings.ts'
import { minikubeConfig } from '../infra/testing/configurations.ts'
import { appIds } from '../src/domain/topology.ts'
import { freePort } from '../src/local/free-port.ts'
import { appProcessIds, cpuSeconds, residentMegabytes } from './bench/process-statistics.ts'
import { apiClient, signUp } from './product/api-client.ts'
import { startProduct, temporaryDataFolder } from './product/start-product.ts'
import { type Bounds, compare, comparisonTable } from './resources/measure.ts'

/**
 * `npm run test:resources`: what the processes take under load, held against what their pods request and may take.
 * Clients create and list tasks as fast as they are answered; nothing of a test runs beside.
 */

const seconds = 20
const clients = 8

function boundsOf(): Record<string, Bounds> {
  const parsed = parseSettings(minikubeConfig)
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  const { settings } = parsed
  const all = workloads({ settings, broker: brokerOf(settings.broker), url: 'http://localhost' })
  const cpu = (text: string) => Math.round(parseQuantity(text) * 1_000)
  const memory = (text: string) => Math.round(parseQuantity(text) / mebibyte)
  return Object.fromEntries(
    Object.values(all).map(({ app, resources }) => [
      app,
      {
        cpu: cpu(resources.cpu),
        memory: memory(resources.memory),
        cpuLimit: cpu(resources.cpuLimit),
        memoryLimit: memory(resources.memoryLimit),
      },
    ]),
  )
}

async function useProduct(url: string, until: number): Promise<number> {
  const { cookie } = await signUp(url, `${randomUUID()}@example.org`)
  const api = apiClient(url, cookie)
  let calls = 0
  while (Date.now() < until) {
    const at = new Date(Date.now() + 5_000).toISOString()
    await api.tasks.create.mutate({
      mutationId: randomUUID(),
      task: { title: 'Water the plants', reminders: [{ kind: 'absolute', at }] },
    })
    await api.tasks.list.query({ limit: 50 })
    calls += 2
  }
  return calls
}

async function main(): Promise<number> {
  await using cleanUp = new AsyncDisposableStack()
  const folder = await temporaryDataFolder()
  cleanUp.defer(folder.remove)
  const product = await startProduct({ port: await freePort('127.0.0.1'), dataDir: folder.path })
  cleanUp.defer(product.stop)
  const pids = appProcessIds(product.pid)
  const began = Date.now()
  const used = () => cpuSeconds(pids, product.pid)
  const before = used()
  const most = new Map(appIds.map((app) => [app, 0]))
  const until = began + seconds * 1_000
  const load = Promise.all(Array.from({ length: clients }, () => useProduct(product.url, until)))
  while (Date.now() < until) {
    for (const app of appIds) most.set(app, Math.max(most.get(app) ?? 0, residentMegabytes(pids[app])))
    await delay(500)
  }
  const calls = (await load).reduce((sum, count) => sum + count, 0)
  const took = (Date.now() - began) / 1_000
  const bounds = boundsOf()
  const after = used()
  const rows = appIds.map((app) => {
    const cpu = Math.round((((after[app] ?? 0) - (before[app] ?? 0)) / took) * 1_000)
    return compare({ name: app, cpu, memory: Math.round(most.get(app) ?? 0) }, bounds[app])
  })
  console.log(`${Math.round(calls / took)} calls a second for ${Math.round(took)} s\n\n${comparisonTable(rows)}\n`)
  const failed = rows.filter(({ problem }) => problem !== undefined).length
  console.log(`${rows.length - failed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
}

process.exitCode = await main()
