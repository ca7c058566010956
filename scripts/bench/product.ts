import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from '../../src/local/free-port.ts'
import { clusterFolder, embeddedUrl, rememberedPort } from '../../src/local/postgres/embedded.ts'
import { databaseUrl, roleNames } from '../../src/local/provision.ts'
import { loadSecrets } from '../../src/local/secrets.ts'
import { signUp } from '../product/api-client.ts'
import { startProduct, temporaryDataFolder } from '../product/start-product.ts'
import { type Server, withClient } from './database.ts'
import { appProcessIds, variableOf } from './process-statistics.ts'
import type { LoadUser } from './scenarios.ts'

/** The product as `npm start` runs it, on data of its own. */
export type BenchProduct = {
  /** Address of the page. */
  url: string
  /** Where the server process itself answers. */
  serverPort: number
  pids: ReturnType<typeof appProcessIds>
  supervisor: number
  postgresPid: number
  dataDir: string
  database: Server
  /** The product's own database for the superuser and for role todo_app. */
  adminUrl: string
  appUrl: string
  stop(): Promise<void>
}

/** Starts it; the processes may be told to open their inspector (SIGUSR1) on a free port. */
export async function startBenchProduct(): Promise<BenchProduct> {
  await using started = new AsyncDisposableStack()
  const folder = await temporaryDataFolder()
  started.defer(folder.remove)
  const product = await startProduct({
    port: await freePort('127.0.0.1'),
    dataDir: folder.path,
    environment: { NODE_OPTIONS: '--inspect-port=0' },
  })
  started.defer(product.stop)
  const secrets = await loadSecrets(folder.path)
  const adminUrl = embeddedUrl(secrets.superuser, await rememberedPort(folder.path))
  const pids = appProcessIds(product.pid)
  const appUrl = new URL(databaseUrl(adminUrl, 'app'))
  appUrl.username = roleNames.app
  appUrl.password = secrets.roles.app
  const running = started.move()
  return {
    url: product.url,
    serverPort: Number(variableOf(pids.server, 'APP_PORT')),
    pids,
    supervisor: product.pid,
    postgresPid: Number.parseInt(await readFile(join(clusterFolder(folder.path), 'postmaster.pid'), 'utf8'), 10),
    dataDir: folder.path,
    database: { adminUrl, secrets },
    adminUrl: databaseUrl(adminUrl, 'app'),
    appUrl: appUrl.href,
    stop: () => running.disposeAsync(),
  }
}

/** Creates accounts as the page does, two at a time: hashing a password takes a core. */
export async function makeUsers({ url, adminUrl }: BenchProduct, count: number): Promise<LoadUser[]> {
  const cookies = new Map<string, string>()
  const emails = Array.from({ length: count }, (_, index) => `bench-${index}@example.org`)
  const waiting = [...emails]
  const work = async (): Promise<void> => {
    for (let email = waiting.pop(); email !== undefined; email = waiting.pop())
      cookies.set(email, (await signUp(url, email)).cookie)
  }
  await Promise.all([work(), work()])
  const { rows } = await withClient(adminUrl, (admin) =>
    admin.query<{ id: string; email: string }>('SELECT id, email FROM auth."user" WHERE email = ANY ($1)', [emails]),
  )
  return rows.map(({ id, email }) => ({ id, cookie: cookies.get(email) ?? '' }))
}
