import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { renderFiles } from '../../../infra/dapr/render-files.ts'
import { type DaprSettings, sidecarSecrets } from '../../../infra/dapr/settings.ts'
import { type Broker, brokerPasswordSecret } from '../../domain/broker.ts'
import { type AppId, appIds } from '../../domain/topology.ts'
import { freePorts } from '../free-port.ts'
import { type Balancer, startBalancer } from './balancer.ts'
import { type Daprd, type DaprdPorts, startDaprd } from './daprd.ts'
import { type Authority, startSentry } from './sentry.ts'

export type DaprSidecarsOptions = {
  /** Folder for files, secrets and logs; one for each installation that runs at the same time. */
  folder: string
  /** The ports of each app's replicas; an app without any has no sidecar, and calling it fails. */
  appPorts: Readonly<Record<AppId, readonly number[]>>
  tokens: Readonly<Record<AppId, { dapr: string; app: string }>>
  broker: Broker
  brokerPassword?: string
  /** PostgreSQL URL of the state store's own database, for its own role. */
  stateDatabaseUrl: string
  /** What the apps may read from the secret store. */
  secrets: Readonly<Record<string, string>>
  delivery?: DaprSettings['delivery']
}

export type DaprSidecars = {
  authority: Authority
  /** One sidecar for each replica, in the order of `appPorts`. */
  replicas(app: AppId): readonly Daprd[]
  /** Where the n-th replica of an app reaches its sidecar. */
  httpPort(app: AppId, replica?: number): number
  /** Starts a sidecar again, on the same ports; the former must have ended. */
  restart(app: AppId, replica?: number): Promise<void>
  close(): Promise<void>
}

const namespace = 'local'

/**
 * Starts a real sidecar for each replica of each app on this machine, with an authority for their identities; resolves
 * when all are ready.
 *
 * @throws StartFailure where a program is missing or does not start
 */
export async function startDaprSidecars(options: DaprSidecarsOptions): Promise<DaprSidecars> {
  const { folder, appPorts, tokens } = options
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await using started = new AsyncDisposableStack()
  const authority = await startSentry(folder)
  started.defer(() => authority.process.stop())
  const ports = await choosePorts(appPorts)
  const balancers: Balancer[] = []
  started.defer(async () => void (await Promise.all(balancers.map((balancer) => balancer.close()))))
  const addresses: Record<string, string> = {}
  for (const app of appIds) {
    const balancer = await startBalancer(ports[app].map(({ internal }) => internal))
    balancers.push(balancer)
    addresses[app] = `127.0.0.1:${balancer.port}`
  }
  const files = await renderFiles(folder, {
    broker: options.broker,
    secretStore: { kind: 'file', file: await writeSecrets(options) },
    namespace,
    addresses: addresses as Record<AppId, string>,
    ...(options.delivery && { delivery: options.delivery }),
  })
  const running = new Map<AppId, Daprd[]>()
  started.defer(async () => void (await Promise.all([...running.values()].flat().map((each) => each.stop()))))
  const start = async (app: AppId, replica: number) => {
    const own = ports[app][replica]
    const appPort = appPorts[app][replica]
    if (own === undefined || appPort === undefined) throw new Error(`${app} has no replica ${replica}`)
    const where = { ports: own, appPort, logs: join(folder, 'logs') }
    const sidecar = await startDaprd({ app, replica, files, authority, namespace, tokens: tokens[app], ...where })
    const others = running.get(app) ?? []
    others[replica] = sidecar
    running.set(app, others)
    await sidecar.ready()
  }
  await Promise.all(appIds.flatMap((app) => appPorts[app].map((_, replica) => start(app, replica))))
  const all = started.move()
  return {
    authority,
    replicas: (app) => running.get(app) ?? [],
    httpPort: (app, replica = 0) => ports[app][replica]?.http ?? 0,
    restart: (app, replica = 0) => start(app, replica),
    close: () => all.disposeAsync(),
  }
}

async function choosePorts(appPorts: DaprSidecarsOptions['appPorts']): Promise<Record<AppId, DaprdPorts[]>> {
  const count = Object.values(appPorts).flat().length
  const free = await freePorts('127.0.0.1', count * 4)
  const next = () => free.pop() ?? 0
  const chosen = appIds.map((app) => [
    app,
    appPorts[app].map(() => ({ http: next(), grpc: next(), internal: next(), metrics: next() })),
  ])
  return Object.fromEntries(chosen)
}

async function writeSecrets({ folder, secrets, stateDatabaseUrl, brokerPassword }: DaprSidecarsOptions) {
  const file = join(folder, 'secrets.json')
  const all = {
    ...secrets,
    [sidecarSecrets.stateDatabase]: stateDatabaseUrl,
    ...(brokerPassword !== undefined && { [brokerPasswordSecret]: brokerPassword }),
  }
  await writeFile(file, JSON.stringify(all, null, 2), { mode: 0o600 })
  return file
}
