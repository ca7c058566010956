import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { AppError } from '../../domain/errors.ts'
import type { Recurrence } from '../../domain/recurrence/recurrence.ts'
import type { EventOf } from '../runtime/worker.ts'
import { contextOf, fakeSidecar } from '../testing/fake-sidecar.ts'
import { afterCompletion, afterMissed } from './advance-series.ts'

const recurrence: Recurrence = {
  rule: 'FREQ=WEEKLY;BYDAY=MO',
  start: { date: '2026-11-23', time: '09:00' },
  timeZone: 'Europe/Berlin',
  basis: 'schedule',
  missed: 'skip',
}
const series = { seriesId: randomUUID(), recurrence, occurrence: '2026-11-23T09:00' }
const ref = { userId: randomUUID(), seq: 5, taskId: randomUUID(), version: 4 }

const completed = (over: Partial<EventOf<'task.completed'>['data']> = {}): EventOf<'task.completed'> => ({
  type: 'task.completed',
  id: randomUUID(),
  data: { ...ref, completedAt: '2026-11-23T10:00:00Z', series, ...over },
})
const missed = (over: Partial<EventOf<'occurrence.missed'>['data']> = {}): EventOf<'occurrence.missed'> => ({
  type: 'occurrence.missed',
  id: randomUUID(),
  data: { ...ref, missedAt: '2026-11-30T08:00:00Z', series, ...over },
})
const server = () => fakeSidecar({ advanceSeries: ({ next }) => ({ outcome: next === null ? 'ended' : 'created' }) })

test('a completion asks for the next occurrence, with what the server must check it against', async () => {
  const { sidecar, invoked } = server()
  const event = completed()
  await afterCompletion(event, contextOf(sidecar))
  expect(invoked).toEqual([
    {
      name: 'advanceSeries',
      request: {
        userId: ref.userId,
        eventId: event.id,
        taskId: ref.taskId,
        seriesId: series.seriesId,
        cause: { kind: 'completed', completedAt: '2026-11-23T10:00:00Z' },
        recurrence,
        next: '2026-11-30T09:00',
      },
    },
  ])
})

test('a duplicate, however late, asks for exactly the same', async () => {
  const { sidecar, invoked } = server()
  const event = completed()
  await Promise.all([afterCompletion(event, contextOf(sidecar)), afterCompletion(event, contextOf(sidecar))])
  await afterCompletion(event, contextOf(sidecar))
  expect(invoked).toHaveLength(3)
  expect(new Set(invoked.map((call) => JSON.stringify(call))).size).toBe(1)
})

test('the last occurrence ends the series', async () => {
  const { sidecar, invoked } = server()
  const last = { ...series, recurrence: { ...recurrence, rule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=1' } }
  await afterCompletion(completed({ series: last }), contextOf(sidecar))
  expect(invoked[0]?.request).toMatchObject({ next: null })
})

test('a missed occurrence moves to the one that came up', async () => {
  const { sidecar, invoked } = server()
  await afterMissed(missed(), contextOf(sidecar))
  expect(invoked[0]?.request).toMatchObject({ cause: { kind: 'missed', version: 4 }, next: '2026-11-30T09:00' })
})

test('with a reminder ahead of its time, the next one comes up earlier', async () => {
  const { sidecar, invoked } = server()
  const dayBefore = { ...series, reminders: [{ kind: 'relative' as const, minutesBefore: 24 * 60 }] }
  await afterMissed(missed({ missedAt: '2026-11-29T08:00:00Z', series: dayBefore }), contextOf(sidecar))
  expect(invoked[0]?.request).toMatchObject({ next: '2026-11-30T09:00' })
})

test('a missed occurrence without a next one does not end its series', async () => {
  const { sidecar, invoked } = server()
  const last = { ...series, recurrence: { ...recurrence, rule: 'FREQ=WEEKLY;BYDAY=MO;COUNT=1' } }
  await afterMissed(missed({ series: last }), contextOf(sidecar))
  const fromCompletion = { ...series, recurrence: { ...recurrence, basis: 'completion' as const } }
  await afterMissed(missed({ series: fromCompletion }), contextOf(sidecar))
  expect(invoked).toEqual([])
})

test('a task outside a series asks for nothing', async () => {
  const { sidecar, invoked } = server()
  await afterCompletion(completed({ series: null }), contextOf(sidecar))
  await afterMissed(missed({ series: null }), contextOf(sidecar))
  expect(invoked).toEqual([])
})

test('a failing server fails the event', async () => {
  const { sidecar } = fakeSidecar({ advanceSeries: () => Promise.reject(new AppError('unavailable')) })
  await expect(afterCompletion(completed(), contextOf(sidecar))).rejects.toMatchObject({ code: 'unavailable' })
})
