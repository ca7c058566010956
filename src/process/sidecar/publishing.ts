import type { DaprClient } from '@dapr/dapr'
import { z } from 'zod'
import { eventTypes } from '../../domain/events.ts'
import { components } from '../../domain/topology.ts'
import { currentTrace } from '../trace.ts'
import { checked } from './sdk-client.ts'
import type { FailedEvent, Sidecar, TracedEvent } from './sidecar.ts'
import { parseJson, type SidecarReply, type sidecarHttp, unexpectedReply } from './sidecar-http.ts'

const metadataOf = (event: TracedEvent, traceparent = event.traceparent ?? currentTrace()) => ({
  partitionKey: event.data.userId,
  'cloudevent.id': event.id,
  'cloudevent.type': event.type,
  ...(traceparent && { 'cloudevent.traceparent': traceparent }),
})

const failureSchema = z.object({
  failedEntries: z.array(z.object({ entryId: z.string(), error: z.string().optional() })).min(1),
})

type PublishCalls = Pick<Sidecar, 'publish' | 'publishBulk'>

/** The publishing calls: single events by the SDK, batches by the route itself, as the SDK hides partial failure. */
export function publishCalls(
  client: DaprClient,
  http: ReturnType<typeof sidecarHttp>,
  timeoutMs: number,
): PublishCalls {
  return {
    async publish(event) {
      const options = { metadata: metadataOf(event) }
      const { topic } = eventTypes[event.type]
      await checked(client.pubsub.publish(components.pubsub, topic, event.data, options), timeoutMs)
    },
    async publishBulk(topic, events, options = {}) {
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
        signal: options.signal,
      })
      return reply.status >= 200 && reply.status < 300 ? [] : failedEvents(reply, events)
    },
  }
}

function failedEvents(reply: SidecarReply, events: readonly TracedEvent[]): FailedEvent[] {
  const failure = failureSchema.safeParse(parseJson(reply.text))
  if (!failure.success) throw unexpectedReply('bulk publish', reply)
  return failure.data.failedEntries.map(({ entryId, error }) => {
    const event = events[Number(entryId)]
    if (event === undefined) throw unexpectedReply('bulk publish', reply)
    return { id: event.id, reason: error ?? 'not published' }
  })
}
