import { totalmem } from 'node:os'
import { postgresLog } from '../../domain/postgres-log.ts'

const megabyte = 1024 ** 2
const sharedBuffers = Math.min(1024, Math.max(128, Math.round(totalmem() / 16 / megabyte)))

/** A small server: one machine, a handful of users, memory shared with four Node processes. */
const always = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  // Taken from the system only as the data need it: a search among very many tasks reads from all over the table.
  shared_buffers: `${sharedBuffers}MB`,
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '1GB',
  random_page_cost: '1.1',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_logical_replication_workers: '0',
  max_worker_processes: '2',
  max_parallel_workers: '0',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  autovacuum_max_workers: '2',
  io_method: 'sync',
  huge_pages: 'off',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_checkpoints: 'off',
  ...postgresLog,
}

/** Nothing of a throw-away server survives a crash of the machine, so nothing is flushed. */
const neverFlushed = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' }

/** Command-line settings of the server on `port`. */
export function serverSettings(port: number, durable: boolean): string[] {
  const settings = { port: String(port), ...always, ...(durable ? {} : neverFlushed) }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/**
 * What the server's programs see of the environment: PG* variables and locale settings of the person who starts must
 * not change the cluster.
 */
export const serverEnvironment = (): NodeJS.ProcessEnv => ({
  NODE_ENV: process.env.NODE_ENV,
  PATH: process.env.PATH,
  LC_ALL: 'C',
  TZ: 'UTC',
})
