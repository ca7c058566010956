import type { Pool } from 'pg'
import { z } from 'zod'
import { subscriptions, topicNames } from '../../../domain/topology.ts'
import type { EventState } from '../../../server/operations/event-state.ts'
import type { Broker } from '../broker/broker.ts'
import type { Replicas } from '../replicas.ts'
import { type Exchange, sendError, sendJson } from './exchange.ts'

type EventServices = {
  pool: Pool
  broker: Pick<Broker, 'replay'>
  replicas: ReadonlyMap<string, Replicas>
}

const listed = 200

/** `GET /local/events`, `POST /local/events/replay/<id or all>`: what an operator would ask a broker. */
export async function serveEvents(exchange: Exchange, services: EventServices): Promise<void> {
  const { method, path, response } = exchange
  const which = /^\/local\/events\/replay\/(all|\d{1,18})$/.exec(path)?.[1]
  if (method === 'POST' && which !== undefined) return sendJson(response, 200, { count: await replay(which, services) })
  if (method === 'GET' && path === '/local/events') return sendJson(response, 200, await eventState(services))
  sendError(response, 404, { errorCode: 'ERR_NOT_FOUND', message: 'there is no such route' })
}

async function replay(which: string, { pool, broker }: EventServices): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE dead_letter SET replay_requested_at = now() WHERE $1 = 'all' OR id::text = $1`,
    [which],
  )
  if (rowCount) broker.replay()
  return rowCount ?? 0
}

type Told = { [K in 'consumers' | 'deadLetterCounts' | 'deadLetters']: Awaited<ReturnType<EventState[K]>> }

async function eventState({ pool, replicas }: EventServices): Promise<Told> {
  const { rows: waiting } = await pool.query<{ app: string; topic: string; lag: number }>(
    `SELECT c.app, c.topic, sum(greatest(0, h.position - coalesce(d.position, 0)))::int AS lag
     FROM unnest($1::text[], $2::text[]) AS c (app, topic)
     JOIN (SELECT topic, partition, max(position) AS position FROM message GROUP BY topic, partition) h
       ON h.topic = c.topic
     LEFT JOIN cursor d ON d.app = c.app AND d.topic = c.topic AND d.partition = h.partition
     GROUP BY c.app, c.topic`,
    [subscriptions.map(({ app }) => app), subscriptions.map(({ topic }) => topic)],
  )
  const { rows: letters } = await pool.query<Letter>(
    `SELECT id::text, topic, created_at AS at, reason, envelope, replay_requested_at IS NOT NULL AS "replayRequested"
     FROM dead_letter ORDER BY dead_letter.id DESC`,
  )
  return {
    consumers: subscriptions.map(({ app, topic }) => ({
      topic,
      consumer: app,
      lag: waiting.find((row) => row.app === app && row.topic === topic)?.lag ?? 0,
      members: replicas.get(app)?.ports.length ?? 0,
    })),
    deadLetterCounts: topicNames.map((topic) => ({
      topic,
      count: letters.filter((row) => row.topic === topic).length,
    })),
    deadLetters: letters.slice(0, listed).map(({ envelope, ...letter }) => ({ ...letter, type: typeOf(envelope) })),
  }
}

type Letter = {
  id: string
  topic: (typeof topicNames)[number]
  at: Date
  reason: string
  envelope: string
  replayRequested: boolean
}

const typed = z.object({ type: z.string() })

function typeOf(envelope: string): string | null {
  try {
    return typed.parse(JSON.parse(envelope)).type.slice(0, 100)
  } catch {
    return null
  }
}
