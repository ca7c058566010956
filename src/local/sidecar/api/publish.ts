import { z } from 'zod'
import { components, type Topic, topicNames } from '../../../domain/topology.ts'
import { nextTraceparent } from '../../../process/trace.ts'
import type { Broker } from '../broker/broker.ts'
import { makeEnvelope, type Publication } from '../broker/envelope.ts'
import type { NewMessage } from '../broker/message-log.ts'
import { type Exchange, queryMetadata, readBody, readJson, sendEmpty, sendError } from './exchange.ts'

type Target = { pubsub: string; topic: string }
type Publishing = { broker: Pick<Broker, 'publish'>; now: () => number }

/** `POST /v1.0/publish/{pubsub}/{topic}`: one event; 204 when it is durable. */
export async function publishOne(exchange: Exchange, target: Target, { broker, now }: Publishing): Promise<void> {
  const { app, request, response, query } = exchange
  const topic = knownTopic(exchange, target)
  if (topic === undefined) return
  const message = messageOf({
    app,
    topic,
    data: await readBody(request),
    contentType: request.headers['content-type'],
    metadata: queryMetadata(query),
    traceparent: nextTraceparent(traceparentOf(exchange)),
    now: now(),
  })
  if (message === undefined) {
    sendError(response, 400, { errorCode: 'ERR_PUBSUB_CLOUD_EVENTS_SER', message: 'cannot create cloudevent' })
    return
  }
  await broker.publish([message])
  sendEmpty(response)
}

const bulkSchema = z.array(
  z.object({
    entryId: z.string().min(1),
    event: z.unknown(),
    contentType: z.string().min(1),
    metadata: z.record(z.string(), z.string()).default({}),
  }),
)

/**
 * `POST /v1.0-alpha1/publish/bulk/{pubsub}/{topic}`: 204 when all events are durable; 500 with `failedEntries` for
 * those that could not be taken, the others being durable.
 */
export async function publishBulk(exchange: Exchange, target: Target, { broker, now }: Publishing): Promise<void> {
  const { app, request, response, query } = exchange
  const topic = knownTopic(exchange, target)
  if (topic === undefined) return
  const entries = bulkSchema.safeParse(await readJson(request))
  if (!entries.success || new Set(entries.data.map(({ entryId }) => entryId)).size < entries.data.length) {
    const message = `error when unmarshaling the request for topic ${topic} pubsub ${components.pubsub}`
    sendError(response, 400, { errorCode: 'ERR_PUBSUB_EVENTS_SER', message })
    return
  }
  const shared = queryMetadata(query)
  const traceparent = traceparentOf(exchange)
  const made = entries.data.map(({ entryId, event, contentType, metadata }) => {
    const data = typeof event === 'string' ? event : JSON.stringify(event ?? null)
    const all = new Map([...shared, ...Object.entries(metadata)])
    const publication = { app, topic, data, contentType, metadata: all, now: now() }
    return { entryId, message: messageOf({ ...publication, traceparent: nextTraceparent(traceparent) }) }
  })
  await broker.publish(made.flatMap(({ message }) => message ?? []))
  const failed = made.filter(({ message }) => message === undefined)
  if (failed.length === 0) return sendEmpty(response)
  response.writeHead(500, { 'content-type': 'application/json' }).end(
    JSON.stringify({
      failedEntries: failed.map(({ entryId }) => ({ entryId, error: 'cannot create cloudevent' })),
      errorCode: 'ERR_PUBSUB_PUBLISH_MESSAGE',
    }),
  )
}

/** The topic asked for; undefined, and an error sent, when it or the component does not exist. */
function knownTopic({ app, response }: Exchange, { pubsub, topic }: Target): Topic | undefined {
  if (pubsub !== components.pubsub) {
    sendError(response, 404, { errorCode: 'ERR_PUBSUB_NOT_FOUND', message: `pubsub ${pubsub} is not found` })
    return undefined
  }
  const known = topicNames.find((name) => name === topic)
  if (known === undefined) {
    const message = `topic ${topic} is not allowed for app id ${app}`
    sendError(response, 403, { errorCode: 'ERR_PUBSUB_FORBIDDEN', message })
  }
  return known
}

/** Undefined where the body says it is a CloudEvent and is none. */
function messageOf(publication: Publication): NewMessage | undefined {
  try {
    const envelope = makeEnvelope(publication)
    const key = publication.metadata.get('partitionKey') ?? String(envelope.id)
    return { topic: publication.topic, key, envelope: JSON.stringify(envelope) }
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

function traceparentOf({ request }: Exchange): string | undefined {
  const header = request.headers.traceparent
  return typeof header === 'string' ? header : undefined
}
