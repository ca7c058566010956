import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { freePort } from '../free-port.ts'
import { rotateLog } from '../rotate-log.ts'
import { loadSecrets } from '../secrets.ts'
import { errorCode, StartFailure } from '../start-failure.ts'
import { findBinaries, type PostgresBinaries } from './binaries.ts'
import { isPortTaken } from './explain.ts'
import { claimDataDir, type ServerIdentity } from './identity.ts'
import { initialiseCluster, superuser } from './initialise.ts'
import { stopLeftOver } from './left-over.ts'
import { launchServer, type RunningServer } from './server-process.ts'
import { resetSuperuserPassword } from './superuser-password.ts'
import { settleSwap } from './swap-cluster.ts'
import { dataVersion, requireSameVersion } from './version.ts'

const host = '127.0.0.1'

export type EmbeddedOptions = {
  /** Folder of everything local; the caller holds its lock. The cluster is in `postgres` below it. */
  dataDir: string
  /** Told what a person may wonder about. */
  log: (line: string) => void
}

export type EmbeddedPostgres = {
  /** URL of the superuser, database `postgres`. */
  adminUrl: string
  /** Settles when the server has ended, asked to or not, with its last messages. */
  ended: Promise<string>
  stop(): Promise<void>
}

/** Where the cluster of `dataDir` is. */
export const clusterFolder = (dataDir: string): string => join(dataDir, 'postgres')

/** URL of the superuser of a running embedded server. */
export const embeddedUrl = (password: string, port: number): string =>
  `postgresql://${superuser}:${password}@${host}:${port}/postgres`

/**
 * Starts the embedded PostgreSQL of `dataDir`, making its cluster the first time.
 *
 * @throws StartFailure with the reason and what to do
 */
export async function startEmbeddedPostgres({ dataDir, log }: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const secrets = await loadSecrets(dataDir)
  const cluster = clusterFolder(dataDir)
  await settleSwap(cluster)
  const version = await dataVersion(cluster).catch((cause: unknown) => {
    throw notOurs(cluster, cause)
  })
  if (version === undefined) await makeCluster({ cluster, password: secrets.superuser })
  const identity = await claim(cluster)
  const binaries = await findBinaries(identity)
  if (version !== undefined) await requireSameVersion(binaries.postgres, version)
  await stopLeftOver(cluster, log)

  const launch = (): Promise<RunningServer> => launchOnFreePort({ dataDir, cluster, identity, binaries })
  let server = await launch()
  if (!(await closeToStrangers(embeddedUrl(secrets.superuser, server.port)))) {
    log('setting the database password anew: secrets.json was lost')
    await server.stop()
    await resetSuperuserPassword({ postgres: binaries.postgres, cluster, identity, password: secrets.superuser })
    server = await launch()
  }
  const { port, ended, stop } = server
  return { adminUrl: embeddedUrl(secrets.superuser, port), ended, stop }
}

/** A new cluster appears whole or not at all: a start that is killed meanwhile leaves nothing that looks like data. */
async function makeCluster({ cluster, password }: { cluster: string; password: string }): Promise<void> {
  const fresh = `${cluster}.new`
  await rm(fresh, { recursive: true, force: true })
  await mkdir(fresh, { mode: 0o700 })
  const identity = await claimDataDir(fresh)
  const { initdb } = await findBinaries(identity)
  await initialiseCluster({ initdb, dataDir: fresh, identity, password, durable: true })
  await rename(fresh, cluster)
}

async function claim(cluster: string): Promise<ServerIdentity> {
  const user = process.getuid?.()
  if (user !== undefined && user !== 0 && (await stat(cluster)).uid !== user) throw notOurs(cluster, undefined)
  return claimDataDir(cluster)
}

const notOurs = (cluster: string, cause: unknown): StartFailure =>
  new StartFailure(
    `The database folder ${cluster} belongs to another user.`,
    'Start as that user (root, if it was first started as root), or choose another DATA_DIR.',
    { cause },
  )

type LaunchOptions = { dataDir: string; cluster: string; identity: ServerIdentity; binaries: PostgresBinaries }

/** The port of last time if it is still free, so that other programs find the database again. */
async function launchOnFreePort({ dataDir, cluster, identity, binaries }: LaunchOptions): Promise<RunningServer> {
  const logFile = join(dataDir, 'logs', 'postgres.log')
  await mkdir(join(dataDir, 'logs'), { recursive: true })
  await rotateLog(logFile)
  let preferred = await rememberedPort(dataDir)
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(host, preferred)
    try {
      const { postgres } = binaries
      const server = await launchServer({ postgres, dataDir: cluster, identity, port, durable: true, logFile })
      await writeFile(portFile(dataDir), `${port}\n`)
      return server
    } catch (error) {
      const taken = error instanceof StartFailure && isPortTaken(String(error.cause))
      if (!taken || attempt === 3) throw error
      preferred = 0
    }
  }
}

const portFile = (dataDir: string): string => join(dataDir, 'postgres-port')

/** The port the embedded server of `dataDir` was last started on; 0 if never. */
export async function rememberedPort(dataDir: string): Promise<number> {
  const text = await readFile(portFile(dataDir), 'utf8').catch(() => '')
  const port = Number.parseInt(text, 10)
  return port > 0 && port < 65_536 ? port : 0
}

/** Keeps all roles but the superuser out of the server's own databases; false where the password is not accepted. */
async function closeToStrangers(adminUrl: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl })
  try {
    await client.connect()
    await client.query('REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC')
    return true
  } catch (error) {
    if (errorCode(error) === '28P01') return false
    throw error
  } finally {
    await client.end()
  }
}
