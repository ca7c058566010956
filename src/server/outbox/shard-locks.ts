import { randomInt } from 'node:crypto'
import type pg from 'pg'
import { outboxShards } from '../../domain/topology.ts'

// Advisory locks in two keys: what kind, and which one.
const shardKind = 815_001
const relayKind = 815_002

export type ShardLocks = {
  owned(): number[]
  /** Takes or gives back shards so that every living relay has about as many; only while nothing of them is under way. */
  rebalance(): Promise<void>
}

/** Locks of one session: the database gives them to others the moment that session ends, however it ends. */
export async function joinRelays(client: pg.Client): Promise<ShardLocks> {
  const owned = new Set<number>()
  await client.query('SELECT pg_advisory_lock($1, $2)', [relayKind, randomInt(2 ** 31)])
  return {
    owned: () => [...owned],
    async rebalance() {
      const fairShare = Math.ceil(outboxShards / (await countRelays(client)))
      for (const shard of [...owned].slice(fairShare)) {
        await client.query('SELECT pg_advisory_unlock($1, $2)', [shardKind, shard])
        owned.delete(shard)
      }
      for (let shard = 0; shard < outboxShards && owned.size < fairShare; shard += 1) {
        if (!owned.has(shard) && (await tryLock(client, shard))) owned.add(shard)
      }
    },
  }
}

async function tryLock(client: pg.Client, shard: number): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>('SELECT pg_try_advisory_lock($1, $2) AS locked', [
    shardKind,
    shard,
  ])
  return rows[0]?.locked === true
}

async function countRelays(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory' AND classid = $1 AND granted
       AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
    [relayKind],
  )
  return Math.max(1, rows[0]?.count ?? 1)
}
