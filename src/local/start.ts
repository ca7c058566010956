import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { type AppId, appIds } from '../domain/topology.ts'
import { createLog } from '../process/log.ts'
import { appLogs } from './app-logs.ts'
import { appSecrets } from './app-secrets.ts'
import { claimDataFolder } from './data-folder.ts'
import { openDatabase } from './database.ts'
import { freePorts, requireFreePort } from './free-port.ts'
import { migrateDatabase } from './migrate.ts'
import { appProcesses } from './processes.ts'
import { type DatabaseUrls, provisionDatabase } from './provision.ts'
import { waitUntilReady } from './readiness.ts'
import { type LocalSecrets, loadSecrets } from './secrets.ts'
import type { LocalSettings } from './settings.ts'
import type { Sidecars } from './sidecar/options.ts'
import { startSidecars } from './sidecar/start-sidecars.ts'
import { StartFailure } from './start-failure.ts'
import { type Supervised, supervise } from './supervised-process.ts'
import type { Terminal } from './terminal.ts'
import { buildWeb, webBuildIsDue } from './web-build.ts'

export type StartOptions = {
  settings: LocalSettings
  terminal: Terminal
  /** Aborted when everything is to stop. */
  signal: AbortSignal
  /** Told of each process, so that it can be killed at once. */
  onProcess: (process: Supervised) => void
  /** Runs once when all are ready. */
  onReady: (secrets: LocalSecrets) => Promise<void>
}

/**
 * Runs the product until `signal`: database, page, sidecars, then the processes; stops them in the opposite order.
 *
 * @throws StartFailure where a step fails; what was started before it is stopped
 */
export async function runProduct({ settings, terminal, signal, onProcess, onReady }: StartOptions): Promise<void> {
  await using started = new AsyncDisposableStack()
  const { DATA_DIR, HOST, PORT } = settings
  const folder = await claimDataFolder(DATA_DIR)
  started.defer(folder.release)
  await freeWebPort(HOST, PORT, folder.takenOver)
  const secrets = await loadSecrets(DATA_DIR)
  const logs = appLogs(DATA_DIR, terminal.say)

  const { database, urls } = await prepare({ settings, secrets, terminal, signal, started })

  const [server = 0, notifications = 0, recurring = 0] = await freePorts('127.0.0.1', 3)
  const ports = { web: PORT, server, notifications, recurring }
  const sidecars = await terminal.step('Starting the sidecars', () => openSidecars({ settings, secrets, ports, urls }))
  started.defer(() => sidecars.close())
  const sidecarPorts = requirePorts(sidecars)

  const processes = appProcesses({ settings, secrets, ports, sidecarPorts })
  const running: Supervised[] = []
  started.defer(async () => void (await Promise.all(running.map((process) => process.stop()))))
  await terminal.step(`Starting ${appIds.join(', ')}`, () =>
    Promise.all(
      processes.map(async (process) => {
        const log = logs(process.app)
        const child = supervise(process, { log, say: terminal.say })
        running.push(child)
        onProcess(child)
        await waitUntilReady(process, { crashed: child.crashed, logFile: log.file, signal })
      }),
    ),
  )
  for (const child of running) child.keepRunning()
  await onReady(secrets)
  await Promise.race([stopped(signal), database.lost.then(failForDatabase)])
  terminal.say('Stopping …')
}

type Preparing = Pick<StartOptions, 'settings' | 'terminal' | 'signal'> & {
  secrets: LocalSecrets
  /** Where to leave what has to be stopped. */
  started: AsyncDisposableStack
}

/** What the processes need before they start: a database with its roles and tables, and the built page. */
export async function prepare({ settings, secrets, terminal, signal, started }: Preparing) {
  const database = await terminal.step(settings.DATABASE_URL ? 'Reaching the database' : 'Starting the database', () =>
    openDatabase(settings, terminal.say),
  )
  started.defer(database.stop)
  const urls = await terminal.step('Preparing the database', async () => {
    const roleUrls = await provisionDatabase({ adminUrl: database.adminUrl, secrets: secrets.roles })
    await migrateDatabase(roleUrls.migrator)
    return roleUrls
  })
  signal.throwIfAborted()
  if (await webBuildIsDue()) {
    await terminal.step('Building the page', () => buildWeb(join(settings.DATA_DIR, 'logs', 'web-build.log')))
  }
  signal.throwIfAborted()
  return { database, urls }
}

/** After a killed start its web process may still be letting go of the port. */
async function freeWebPort(host: string, port: number, mayLinger: boolean): Promise<void> {
  for (const deadline = Date.now() + 5_000; mayLinger && Date.now() < deadline; await delay(100)) {
    const failure = await requireFreePort(host, port).catch((error: unknown) => error)
    if (failure === undefined) return
  }
  await requireFreePort(host, port)
}

type SidecarSettings = {
  settings: LocalSettings
  secrets: LocalSecrets
  ports: Record<AppId, number>
  urls: DatabaseUrls
}

async function openSidecars({ settings, secrets, ports, urls }: SidecarSettings): Promise<Sidecars> {
  const log = appLogs(settings.DATA_DIR, () => undefined)('sidecars')
  const destination = { write: (text: string): void => log.write(text.trimEnd()) }
  const apps = appIds.map((app) => [app, { sidecarPort: 0, appPort: ports[app] }])
  return startSidecars({
    apps: Object.fromEntries(apps),
    databaseUrl: urls.sidecar,
    secrets: appSecrets({ settings, secrets, urls }),
    apiTokens: secrets.tokens,
    logger: createLog({ app: 'sidecars', level: settings.LOG_LEVEL, destination }),
  })
}

function requirePorts({ ports }: Sidecars): Record<AppId, number> {
  const { web, server, notifications, recurring } = ports
  if (!web || !server || !notifications || !recurring) throw new Error('a sidecar has no port')
  return { web, server, notifications, recurring }
}

const stopped = (signal: AbortSignal): Promise<unknown> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    signal.addEventListener('abort', resolve, { once: true })
  })

function failForDatabase(reason: unknown): never {
  throw new StartFailure(
    'The database ended unexpectedly and could not be started again.',
    'Its log is logs/postgres.log in the data folder.',
    { cause: reason },
  )
}
