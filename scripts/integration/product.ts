import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kafka } from 'kafkajs'
import pg from 'pg'
import { localEnvironment } from '../../src/domain/environment.ts'
import type { AppId } from '../../src/domain/topology.ts'
import { type Balancer, startBalancer } from '../../src/local/dapr/balancer.ts'
import type { Replica } from '../../src/local/dapr/replica.ts'
import { type Stack, startStack } from '../../src/local/dapr/stack.ts'
import { freePorts } from '../../src/local/free-port.ts'
import type { LocalBroker } from '../../src/local/kafka/start-broker.ts'
import { startTopics } from '../../src/local/kafka/start-topics.ts'
import { databaseUrl } from '../../src/local/provision.ts'
import type { LocalSettings } from '../../src/local/settings.ts'
import type { Terminal } from '../../src/local/terminal.ts'
import { createKafka } from '../../src/process/kafka.ts'
import { createLog } from '../../src/process/log.ts'
import { temporaryDataFolder } from '../product/start-product.ts'
import { type Link, startLink } from './link.ts'

/** The product under test: two replicas of each app behind balancers, and the workers' third that is started when needed. */
export type Product = {
  url: string
  dataDir: string
  stack: Stack
  broker: LocalBroker
  kafka: Kafka
  /** Between the servers and their database. */
  databaseLink: Link
  /** Between each server and its sidecar. */
  serverLinks: readonly Link[]
  /** The replicas of an app, the spare one included. */
  replicas(app: AppId): readonly Replica[]
  /** Asks the application's database as its superuser. */
  query<R extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<R[]>
}

type Started = { product: Product; stop(): Promise<void> }

const replicaCounts = { web: 2, server: 2, notifications: 3, recurring: 3 } as const satisfies Record<AppId, number>
const firstStarted = 2

export async function startProduct(terminal: Terminal, signal: AbortSignal): Promise<Started> {
  await using started = new AsyncDisposableStack()
  const folder = await temporaryDataFolder()
  started.defer(folder.remove)
  const brokerFolder = await mkdtemp(join(tmpdir(), 'todo-chatbot-broker-'))
  started.defer(() => rm(brokerFolder, { recursive: true, force: true }))
  const broker = await terminal.step('Starting the broker', () => startTopics(join(brokerFolder, 'broker')))
  started.defer(broker.close)
  const ports = await choosePorts()
  const front: Balancer = await startBalancer(ports.web.slice(0, firstStarted))
  started.defer(front.close)
  const serverLinks = await Promise.all(ports.server.map((port) => startLink(() => port)))
  for (const link of serverLinks) started.defer(link.close)
  const url = `http://localhost:${front.port}`
  let databasePort = 0
  const databaseLink = await startLink(() => databasePort)
  started.defer(databaseLink.close)
  const stack = await startStack({
    settings: settingsFor(folder.path, url),
    broker,
    ports,
    via: {
      apps: { ...ports, server: serverLinks.map((link) => link.port) },
      database: (direct) => withPort(direct, databaseLink.port),
    },
    terminal,
    signal,
  })
  started.defer(stack.stop)
  databasePort = Number(new URL(stack.adminUrl).port)
  const pool = new pg.Pool({ connectionString: databaseUrl(stack.adminUrl, 'app'), max: 2 })
  pool.on('error', () => {})
  started.defer(() => pool.end())
  await Promise.all(stack.replicas.filter(({ index }) => index >= firstStarted).map((replica) => replica.stop()))
  await terminal.step('Starting two of each process', () =>
    Promise.all(stack.replicas.filter(({ index }) => index < firstStarted).map((replica) => replica.start())),
  )
  const log = createLog({ app: 'integration', level: 'error', destination: { write: () => {} } })
  const all = started.move()
  const product: Product = {
    url,
    dataDir: folder.path,
    stack,
    broker,
    kafka: createKafka(broker.broker, { clientId: 'integration', password: broker.password, log }),
    databaseLink,
    serverLinks,
    replicas: (app) => stack.replicas.filter((replica) => replica.app === app),
    async query(text, values = []) {
      const { rows } = await pool.query(text, values)
      return rows
    },
  }
  return { product, stop: () => all.disposeAsync() }
}

async function choosePorts(): Promise<Record<AppId, readonly number[]>> {
  const counts = Object.entries(replicaCounts)
  const free = await freePorts('127.0.0.1', 10)
  return Object.fromEntries(counts.map(([app, count]) => [app, free.splice(0, count)])) as Record<AppId, number[]>
}

/** The defaults, whatever the caller's environment says. */
function settingsFor(dataDir: string, url: string): LocalSettings {
  return { ...localEnvironment.parse({ LOG_LEVEL: 'info' }), DATA_DIR: dataDir, APP_URL: url }
}

function withPort(url: string, port: number): string {
  const other = new URL(url)
  other.port = String(port)
  return other.href
}
