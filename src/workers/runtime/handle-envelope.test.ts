import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { AppError, type ErrorCode, errorTable } from '../../domain/errors.ts'
import { createLog } from '../../process/log.ts'
import { createMetrics } from '../../process/metrics.ts'
import { currentTrace } from '../../process/trace.ts'
import { fakeSidecar, quietLog } from '../testing/fake-sidecar.ts'
import { handleEnvelope } from './handle-envelope.ts'
import { observeEvents } from './observe-events.ts'
import { createPatience } from './patience.ts'
import { defineWorker, type EventHandlers } from './worker.ts'

const data = { userId: randomUUID(), seq: 1, reminders: [{ id: randomUUID(), fireAt: '2026-11-23T09:00:00Z' }] }
const envelope = { id: 'event-1', type: 'reminder.due', specversion: '1.0', source: 'server', data }

function handle(given: unknown, handlers: EventHandlers, patience = createPatience()) {
  const { sidecar } = fakeSidecar({})
  return handleEnvelope(given, {
    worker: defineWorker('notifications', handlers),
    sidecar,
    log: quietLog,
    patience,
    ...measured(),
  })
}
function measured() {
  const metrics = createMetrics('notifications')
  return { metrics, observe: observeEvents(defineWorker('notifications', { 'reminder.due': async () => {} }), metrics) }
}
const failing = (error: unknown): EventHandlers => ({ 'reminder.due': () => Promise.reject(error) })

test('a handled event succeeds, its handler seeing id, data and trace', async () => {
  const seen: unknown[] = []
  const traceparent = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`
  const verdict = await handle(
    { ...envelope, traceparent },
    {
      'reminder.due': async (event) => {
        seen.push(event, currentTrace())
      },
    },
  )
  expect(verdict).toBe('SUCCESS')
  expect(seen).toEqual([{ id: 'event-1', type: 'reminder.due', data }, traceparent])
})

test('a type without handler is acknowledged', async () => {
  const taskCreated = { userId: data.userId, seq: 1, taskId: randomUUID(), version: 1 }
  expect(await handle({ ...envelope, type: 'task.created', data: taskCreated }, {})).toBe('SUCCESS')
})

test.each([
  ['no JSON at all', undefined],
  ['no object', 'text'],
  ['no envelope', data],
  ['an unknown type', { ...envelope, type: 'something.else' }],
  ['a type of the prototype', { ...envelope, type: 'constructor' }],
  ['no data', { ...envelope, data: undefined }],
  ['data of another shape', { ...envelope, data: { ...data, reminders: 'all' } }],
  ['no id', { ...envelope, id: '' }],
  ['an overlong id', { ...envelope, id: 'x'.repeat(201) }],
])('%s is given to the dead letters', async (_, malformed) => {
  const never = { 'reminder.due': () => Promise.reject(new Error('reached')) }
  expect(await handle(malformed, never)).toBe('DROP')
})

test('a failure’s verdict is the error table’s; what is not there now is waited for', async () => {
  for (const code of Object.keys(errorTable) as ErrorCode[]) {
    const expected = code === 'unavailable' ? 'BUSY' : errorTable[code].verdict.toUpperCase()
    expect([code, await handle(envelope, failing(new AppError(code)))]).toEqual([code, expected])
  }
  expect(await handle(envelope, failing(new TypeError('a bug')))).toBe('RETRY')
  expect(await handle(envelope, failing(undefined))).toBe('RETRY')
})

test('an event that never works is given to the dead letters in the end; one that waits for the server is not', async () => {
  const patience = createPatience(3)
  const verdicts = async (error: unknown, times: number) => {
    const seen: string[] = []
    for (let time = 0; time < times; time += 1) seen.push(await handle(envelope, failing(error), patience))
    return seen
  }
  expect(await verdicts(new AppError('unavailable'), 5)).toEqual(Array(5).fill('BUSY'))
  expect(await verdicts(new TypeError('a bug'), 2)).toEqual(['RETRY', 'RETRY'])
  expect(await handle(envelope, { 'reminder.due': async () => {} }, patience)).toBe('SUCCESS')
  expect(await verdicts(new TypeError('a bug'), 3)).toEqual(['RETRY', 'RETRY', 'DROP'])
})

test('the log tells which event failed and nothing of its text', async () => {
  const written: string[] = []
  const log = createLog({ app: 'notifications', level: 'info', destination: { write: (line) => written.push(line) } })
  const worker = defineWorker('notifications', failing(new AppError('internal', { userMessage: 'call mum' })))
  await handleEnvelope(envelope, {
    worker,
    sidecar: fakeSidecar({}).sidecar,
    log,
    patience: createPatience(),
    ...measured(),
  })
  expect(written).toHaveLength(1)
  expect(JSON.parse(written[0] ?? '')).toMatchObject({
    eventId: 'event-1',
    event: 'reminder.due',
    userId: data.userId,
    verdict: 'RETRY',
  })
  expect(written[0]).not.toContain('mum')
})

test('what became of events is counted, from nought', async () => {
  const metrics = createMetrics('notifications')
  const handlers = failing(new AppError('invalid_input'))
  const worker = defineWorker('notifications', handlers)
  const observe = observeEvents(worker, metrics)
  const count = (type: string, outcome: string) =>
    metrics.registry
      .getSingleMetricAsString('events_handled_total')
      .then((text) => Number(text.match(new RegExp(`type="${type}",outcome="${outcome}"[^}]*} (\\d+)`))?.[1]))
  expect(await count('reminder.due', 'drop')).toBe(0)
  const { sidecar } = fakeSidecar({})
  const handling = { worker, sidecar, log: quietLog, patience: createPatience(), metrics, observe }
  await handleEnvelope(envelope, handling)
  await handleEnvelope('text', handling)
  expect(await count('reminder.due', 'drop')).toBe(1)
  expect(await count('malformed', 'drop')).toBe(1)
})
