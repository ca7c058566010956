import { join } from 'node:path'
import type { Broker } from '../../domain/broker.ts'
import { type AppId, appIds } from '../../domain/topology.ts'
import { appLogs } from '../app-logs.ts'
import { appSecrets } from '../app-secrets.ts'
import { claimDataFolder } from '../data-folder.ts'
import type { LocalBroker } from '../kafka/start-broker.ts'
import { appProcesses } from '../processes.ts'
import type { DatabaseUrls } from '../provision.ts'
import { type LocalSecrets, loadSecrets } from '../secrets.ts'
import type { LocalSettings } from '../settings.ts'
import { prepare } from '../start.ts'
import type { Terminal } from '../terminal.ts'
import { createReplica, type Replica } from './replica.ts'
import { type DaprSidecars, startDaprSidecars } from './sidecars.ts'

export type StackOptions = {
  settings: LocalSettings
  /** A broker that has the topics, with the password of its user. */
  broker: Pick<LocalBroker, 'broker' | 'password'>
  /** The ports of each app's replicas. */
  ports: Readonly<Record<AppId, readonly number[]>>
  /** Other ways than the direct ones, for tests of what lies between. */
  via?: {
    /** How the processes reach their database. */
    database?: (url: string) => string
    /** How sidecars reach their apps. */
    apps?: Readonly<Record<AppId, readonly number[]>>
  }
  terminal: Terminal
  signal: AbortSignal
}

export type Stack = {
  replicas: readonly Replica[]
  urls: DatabaseUrls
  /** URL of a role that may look at everything. */
  adminUrl: string
  secrets: LocalSecrets
  sidecars: DaprSidecars
  /** Settles where the database is gone for good. */
  lost: Promise<unknown>
  stop(): Promise<void>
  /** Ends all processes and sidecars at once. */
  kill(): void
}

/**
 * Starts the product as a cluster has it, on this machine: a real sidecar beside each process, a real broker, any number
 * of replicas. Their processes are not started yet: `replicas` can be, each.
 *
 * @throws StartFailure where a step fails; what was started before it is stopped
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { settings, broker, ports, terminal, signal, via = {} } = options
  const reached = via.database ?? ((url: string) => url)
  await using started = new AsyncDisposableStack()
  const folder = await claimDataFolder(settings.DATA_DIR)
  started.defer(folder.release)
  const secrets = await loadSecrets(settings.DATA_DIR)
  const { database, urls } = await prepare({ settings, secrets, terminal, signal, started })
  const given = { ...urls, app: reached(urls.app), auth: reached(urls.auth), system: reached(urls.system) }
  const sidecars = await terminal.step('Starting the sidecars', () =>
    startDaprSidecars({
      folder: join(settings.DATA_DIR, 'dapr'),
      appPorts: via.apps ?? ports,
      tokens: secrets.tokens,
      broker: broker.broker,
      ...(broker.password !== undefined && { brokerPassword: broker.password }),
      stateDatabaseUrl: urls.sidecar,
      secrets: appSecrets({ settings, secrets, urls: given }),
    }),
  )
  started.defer(() => sidecars.close())
  const replicas = createReplicas({ ...options, secrets, sidecars })
  // Workers first, and `server` last: what the others still have to tell it is told.
  started.defer(async () => void (await Promise.all(of(replicas, ['server']).map((replica) => replica.stop()))))
  started.defer(async () => {
    await Promise.all(of(replicas, ['web', 'notifications', 'recurring']).map((replica) => replica.stop()))
  })
  const all = started.move()
  return {
    replicas,
    urls,
    adminUrl: database.adminUrl,
    secrets,
    sidecars,
    lost: database.lost,
    stop: () => all.disposeAsync(),
    kill() {
      for (const replica of replicas) replica.kill()
    },
  }
}

const of = (replicas: readonly Replica[], apps: readonly AppId[]): Replica[] =>
  replicas.filter(({ app }) => apps.includes(app))

type Replicating = StackOptions & { secrets: LocalSecrets; sidecars: DaprSidecars }

function createReplicas({ settings, ports, terminal, signal, broker, secrets, sidecars }: Replicating): Replica[] {
  const logs = appLogs(settings.DATA_DIR, terminal.say)
  return appIds.flatMap((app) =>
    ports[app].map((port, index) => {
      const everyPort = (of: (id: AppId) => number | undefined) =>
        Object.fromEntries(appIds.map((id) => [id, of(id) ?? 0])) as Record<AppId, number>
      const processes = appProcesses({
        settings,
        secrets,
        ports: { ...everyPort((id) => ports[id][0]), [app]: port },
        sidecarPorts: everyPort((id) => sidecars.httpPort(id, id === app ? index : 0)),
      })
      const process = processes.find((each) => each.app === app)
      if (process === undefined) throw new Error(`nobody knows how to start ${app}`)
      const env = app === 'server' ? { ...process.env, ...brokerVariables(broker.broker) } : process.env
      const log = logs(`${app}-${index}`)
      return createReplica({ process: { ...process, env }, index, sidecars, log, say: terminal.say, signal })
    }),
  )
}

function brokerVariables({ addresses, tls, ca, sasl }: Broker): Record<string, string> {
  return {
    KAFKA_BROKERS: addresses.join(','),
    KAFKA_TLS: tls ? 'on' : 'off',
    ...(ca !== undefined && { KAFKA_CA: ca }),
    ...(sasl && { KAFKA_SASL_MECHANISM: sasl.mechanism, KAFKA_USERNAME: sasl.username }),
  }
}
