import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { outboxShards } from '../../domain/topology.ts'
import type { Log } from '../../process/log.ts'
import type { Sidecar } from '../../process/sidecar/sidecar.ts'
import type { CommitSignal } from '../database/commit-signal.ts'
import { createAlarm } from './alarm.ts'
import { type OutboxRow, publishRows } from './publish-rows.ts'
import { joinRelays, type ShardLocks } from './shard-locks.ts'

type RelayOptions = {
  /** URL of role todo_system. */
  url: string
  sidecar: Pick<Sidecar, 'publishBulk'>
  commits: Pick<CommitSignal, 'listen'>
  log: Log
  /** How often to look without having been woken, milliseconds. */
  pollMs?: number
  /** How often shards are shared out among the living relays, milliseconds. */
  rebalanceMs?: number
  batchSize?: number
}

export type OutboxRelay = {
  /** Shards this relay publishes at the moment. */
  ownedShards(): number[]
  /** Publishes what is committed by now, without trying again what fails, and gives the shards back. */
  stop(): Promise<void>
}

/** So that a burst of commits is published by a few large batches. */
const gatherMs = 5
const backoff = { firstMs: 200, maxMs: 2_000 }
/** On which relays tell each other that something was committed: it may be in a shard of another one. */
const channel = 'outbox'

/**
 * Publishes committed outbox rows at least once: of its shards, oldest first, and never by "id greater than the last",
 * since rows may commit later than higher ids. Runs until stopped, through losses of database and broker.
 */
export function startOutboxRelay(options: RelayOptions): OutboxRelay {
  const { commits, log } = options
  const alarm = createAlarm()
  const stopping = new AbortController()
  let committed = false
  const unlisten = commits.listen(() => {
    committed = true
    alarm.ring()
  })
  const takeCommitted = () => {
    const taken = committed
    committed = false
    return taken
  }
  let locks: ShardLocks | null = null

  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await withConnection(options.url, async (client, lost) => {
          locks = await joinRelays(client)
          await hearOthers(client, () => alarm.ring())
          await publishUntil({ ...options, client, locks, alarm, takeCommitted, lost, stop: stopping.signal })
        })
      } catch (error) {
        if (!stopping.signal.aborted) log.warn({ err: error }, 'outbox relay lost its database connection')
      }
      locks = null
      if (!stopping.signal.aborted) await delay(backoff.firstMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = run()
  return {
    ownedShards: () => locks?.owned() ?? [],
    async stop() {
      stopping.abort()
      unlisten()
      alarm.ring()
      await running
    },
  }
}

/** Runs `work` with a connection of its own; `lost` is aborted when that breaks. */
async function withConnection(
  url: string,
  work: (client: pg.Client, lost: AbortSignal) => Promise<void>,
): Promise<void> {
  const lost = new AbortController()
  const client = new pg.Client({
    connectionString: url,
    application_name: 'todo-relay',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  client.on('error', (error) => lost.abort(error))
  client.on('end', () => lost.abort(new Error('connection ended')))
  try {
    await client.connect()
    await work(client, lost.signal)
  } finally {
    await client.end().catch(() => {})
  }
}

type Session = RelayOptions & {
  client: pg.Client
  locks: ShardLocks
  alarm: ReturnType<typeof createAlarm>
  /** Whether this process has committed something since it was asked last. */
  takeCommitted: () => boolean
  lost: AbortSignal
  stop: AbortSignal
}

async function publishUntil({ client, locks, alarm, takeCommitted, lost, stop, ...options }: Session): Promise<void> {
  const { log, sidecar } = options
  const { pollMs = 1_000, rebalanceMs = 2_000, batchSize = 500 } = options
  let rebalanceAt = 0
  let pause: number | null = null
  for (;;) {
    const isLast = stop.aborted
    lost.throwIfAborted()
    if (performance.now() >= rebalanceAt) {
      await locks.rebalance()
      rebalanceAt = performance.now() + rebalanceMs
    }
    if (takeCommitted() && locks.owned().length < outboxShards) await client.query(`NOTIFY ${channel}`)
    const rows = await readRows(client, locks.owned(), batchSize)
    const { ids, failures } = await publishRows(rows, { sidecar, signal: lost })
    if (ids.length > 0) await client.query('SELECT app.mark_published($1::bigint[])', [ids])
    for (const { eventIds, cause } of failures)
      log.warn({ err: cause, events: eventIds.length, first: eventIds[0] }, 'events not published yet')
    if (isLast && (failures.length > 0 || rows.length < batchSize)) return
    if (failures.length > 0) {
      pause = Math.min(pause === null ? backoff.firstMs : pause * 2, backoff.maxMs)
      await delay(pause, undefined, { signal: AbortSignal.any([stop, lost]) }).catch(() => {})
      continue
    }
    pause = null
    if (rows.length === batchSize) continue
    await alarm.sleep(pollMs)
    await delay(gatherMs)
  }
}

/**
 * Notified in a transaction of its own: in a change's it would have changes wait for each other as they commit. Neither
 * that nor what is marked as published need be flushed at once: after a crash of the database it is published again.
 */
async function hearOthers(client: pg.Client, onCommit: () => void): Promise<void> {
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
  client.on('notification', ({ processId }) => {
    if (processId !== rows[0]?.pid) onCommit()
  })
  await client.query('SET synchronous_commit = off')
  await client.query(`LISTEN ${channel}`)
}

async function readRows(client: pg.Client, shards: number[], limit: number): Promise<OutboxRow[]> {
  if (shards.length === 0) return []
  const { rows } = await client.query<OutboxRow>({
    name: 'read-outbox',
    text: 'SELECT id, user_id, event_id, type, topic, data, traceparent FROM app.read_outbox($1::int[], $2::int)',
    values: [shards, limit],
  })
  return rows
}
