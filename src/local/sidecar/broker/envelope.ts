import { randomUUID } from 'node:crypto'
import type { AppId, Topic } from '../../../domain/topology.ts'
import { components } from '../../../domain/topology.ts'

export type Publication = {
  app: AppId
  topic: Topic
  data: Buffer | string
  contentType: string | undefined
  /** Request metadata without its `metadata.` prefix; `cloudevent.*` overrides attributes. */
  metadata: ReadonlyMap<string, string>
  traceparent: string
  now: number
}

const isJson = (contentType: string) => /^(application\/json|[^;]*\+json)\b/.test(contentType)
const isCloudEvent = (contentType: string) => contentType.startsWith('application/cloudevents+json')
const isBinary = (contentType: string) => /^application\/octet-stream\b/.test(contentType)

/**
 * The CloudEvents 1.0 envelope as daprd makes it. A body that already is a CloudEvent keeps its attributes.
 * Throws a SyntaxError when that body is not JSON.
 */
export function makeEnvelope(publication: Publication): Record<string, unknown> {
  const { app, topic, now, metadata } = publication
  const traceparent = metadata.get('cloudevent.traceparent') ?? publication.traceparent
  const contentType = publication.contentType ?? 'text/plain'
  const routing = { topic, pubsubname: components.pubsub, traceid: traceparent, traceparent, tracestate: '' }
  if (isCloudEvent(contentType)) {
    const given: unknown = JSON.parse(publication.data.toString())
    if (typeof given !== 'object' || given === null) throw new SyntaxError('not a CloudEvent')
    return { type: 'com.dapr.event.sent', source: app, specversion: '1.0', ...given, ...routing }
  }
  return {
    id: metadata.get('cloudevent.id') ?? randomUUID(),
    specversion: '1.0',
    datacontenttype: contentType,
    source: metadata.get('cloudevent.source') ?? app,
    type: metadata.get('cloudevent.type') ?? 'com.dapr.event.sent',
    time: new Date(now).toISOString().replace(/\.\d{3}Z$/, 'Z'),
    ...routing,
    ...dataOf(publication.data, contentType),
  }
}

function dataOf(data: Buffer | string, contentType: string): Record<string, unknown> {
  if (isBinary(contentType)) return { data_base64: Buffer.from(data).toString('base64') }
  const text = data.toString()
  if (!isJson(contentType)) return { data: text }
  try {
    return { data: JSON.parse(text) }
  } catch {
    return { data: text }
  }
}
