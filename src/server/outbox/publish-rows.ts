import { type Topic, topicNames } from '../../domain/topology.ts'
import type { Sidecar, TracedEvent } from '../../process/sidecar/sidecar.ts'

/** A row of the outbox; `id` is a bigint as text, `traceparent` of the request that brought it about. */
export type OutboxRow = {
  id: string
  user_id: string
  event_id: string
  type: string
  topic: string
  data: object
  traceparent: string | null
}

export type Published = { ids: string[]; failures: { eventIds: string[]; cause: unknown }[] }

type Publish = { sidecar: Pick<Sidecar, 'publishBulk'>; signal: AbortSignal }

/**
 * Publishes rows that are in order, each topic by itself. `ids` are those that need not be published again: where one
 * failed, the later ones of its user and topic are not among them, so they follow it when it has been taken.
 */
export async function publishRows(rows: readonly OutboxRow[], { sidecar, signal }: Publish): Promise<Published> {
  const results = await Promise.all(
    topicNames.map((topic) =>
      publishTopic(topic, { rows: rows.filter((row) => row.topic === topic), sidecar, signal }),
    ),
  )
  return { ids: results.flatMap(({ ids }) => ids), failures: results.flatMap(({ failures }) => failures) }
}

async function publishTopic(
  topic: Topic,
  { rows, sidecar, signal }: Publish & { rows: OutboxRow[] },
): Promise<Published> {
  if (rows.length === 0) return { ids: [], failures: [] }
  try {
    const failed = await sidecar.publishBulk(topic, rows.map(toEvent), { signal })
    const failedIds = new Set(failed.map(({ id }) => id))
    // A broker that is away refuses a whole batch for one reason, which is worth telling once.
    const failures = [...Map.groupBy(failed, ({ reason }) => reason)].map(([reason, events]) => ({
      eventIds: events.map(({ id }) => id),
      cause: new Error(reason),
    }))
    return { ids: inOrder(rows, failedIds), failures }
  } catch (cause) {
    return { ids: [], failures: [{ eventIds: rows.map(({ event_id }) => event_id), cause }] }
  }
}

function inOrder(rows: readonly OutboxRow[], failed: ReadonlySet<string>): string[] {
  const heldBack = new Set<string>()
  return rows.flatMap(({ id, user_id, event_id }) => {
    if (failed.has(event_id)) heldBack.add(user_id)
    return heldBack.has(user_id) ? [] : [id]
  })
}

// Written by the database's functions from the same types; consumers parse it by the schema.
const toEvent = ({ type, event_id, data, traceparent }: OutboxRow): TracedEvent =>
  ({ type, id: event_id, data, ...(traceparent && { traceparent }) }) as TracedEvent
