import type { DaprClient } from '@dapr/dapr'
import { z } from 'zod'
import { type AppEvent, eventTypes } from '../../domain/events.ts'
import { components, type Topic } from '../../domain/topology.ts'
import { checked } from './sdk-client.ts'
import type { CallOptions, FailedEvent } from './sidecar.ts'
import { parseJson, type sidecarHttp, unexpectedReply } from './sidecar-http.ts'

const metadataOf = (event: AppEvent) => ({
  partitionKey: event.data.userId,
  'cloudevent.id': event.id,
  'cloudevent.type': event.type,
})

/** Publishes one event by the SDK, which never throws but returns its failure. */
export async function publishOne(
  client: DaprClient,
  event: AppEvent,
  timeoutMs: number,
  traceparent?: string,
): Promise<void> {
  const metadata = { ...metadataOf(event), ...(traceparent && { 'cloudevent.traceparent': traceparent }) }
  const topic = eventTypes[event.type].topic
  await checked(client.pubsub.publish(components.pubsub, topic, event.data, { metadata }), timeoutMs)
}

const failureSchema = z.object({
  failedEntries: z.array(z.object({ entryId: z.string(), error: z.string().optional() })).min(1),
})

/** Publishes by the bulk route itself: the SDK's method hides partial failure. */
export async function publishMany(
  http: ReturnType<typeof sidecarHttp>,
  topic: Topic,
  events: readonly AppEvent[],
  options: CallOptions = {},
): Promise<FailedEvent[]> {
  if (events.length === 0) return []
  const reply = await http({
    method: 'POST',
    path: `/v1.0-alpha1/publish/bulk/${components.pubsub}/${topic}`,
    body: events.map((event, index) => ({
      entryId: String(index),
      event: event.data,
      contentType: 'application/json',
      metadata: metadataOf(event),
    })),
    headers: { traceparent: options.traceparent },
    signal: options.signal,
  })
  if (reply.status >= 200 && reply.status < 300) return []
  const failure = failureSchema.safeParse(parseJson(reply.text))
  if (!failure.success) throw unexpectedReply(`bulk publish to ${topic}`, reply)
  return failure.data.failedEntries.map(({ entryId, error }) => {
    const event = events[Number(entryId)]
    if (event === undefined) throw unexpectedReply(`bulk publish to ${topic}`, reply)
    return { id: event.id, reason: error ?? 'not published' }
  })
}
