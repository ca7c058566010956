import type { AppEvent, EventData } from '../../domain/events.ts'
import { type InvocationRequest, type InvocationResponse, invocationSchemas } from '../../domain/invocation.ts'
import { nextAfterCompletion, occurrenceAt } from '../../domain/recurrence/series.ts'
import { type Invocation, invocations } from '../../domain/topology.ts'
import type { TestServer } from './create-test-server.ts'
import { waitUntil } from './wait-until.ts'

/** Calls a route of the server as its sidecar does. */
export async function invoke<I extends Invocation>(
  server: TestServer,
  name: I,
  request: InvocationRequest<I>,
): Promise<InvocationResponse<I>> {
  const response = await post(server, invocations[name].route, request)
  if (!response.ok) throw new Error(`${name}: ${response.status} ${await response.text()}`)
  return invocationSchemas[name].response.parse(await response.json()) as InvocationResponse<I>
}

export const post = (server: TestServer, path: string, body: unknown = {}): Promise<Response> =>
  fetch(server.url + path, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  })

/** Fires the cron binding; rejects when it fails. */
export async function fire(
  server: TestServer,
  name: 'reminder-sweep' | 'purge-expired',
): Promise<Record<string, number>> {
  const response = await post(server, `/${name}`)
  if (!response.ok) throw new Error(`${name}: ${response.status}`)
  return response.json()
}

/** The event of a type and user that follows the first `seen` ones, once the relay has published it. */
export function published<T extends AppEvent['type']>(
  server: TestServer,
  { type, userId, seen = 0 }: { type: T; userId: string; seen?: number },
): Promise<Extract<AppEvent, { type: T }>> {
  return waitUntil(() => server.sidecar.of(type, userId)[seen])
}

/** What the recurring worker asks for when a completion was published. */
export function afterCompletion(event: {
  id: string
  data: EventData<'task.completed'>
}): InvocationRequest<'advanceSeries'> {
  const { userId, taskId, completedAt, series } = event.data
  if (series === null) throw new Error('not of a series')
  const { seriesId, recurrence, occurrence } = series
  const next = nextAfterCompletion({ recurrence, occurrence, completedAt })
  return { userId, eventId: event.id, taskId, seriesId, cause: { kind: 'completed', completedAt }, recurrence, next }
}

/** What the recurring worker asks for when an occurrence was missed. */
export function afterMiss(event: {
  id: string
  data: EventData<'occurrence.missed'>
}): InvocationRequest<'advanceSeries'> {
  const { userId, taskId, version, missedAt, series } = event.data
  if (series === null) throw new Error('not of a series')
  const { seriesId, recurrence, occurrence, reminders } = series
  const next = occurrenceAt({ recurrence, occurrence, now: missedAt, ...(reminders && { reminders }) })
  return { userId, eventId: event.id, taskId, seriesId, cause: { kind: 'missed', version }, recurrence, next }
}
