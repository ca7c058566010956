import { expect, test } from 'vitest'
import { dueInstant, reminderBase, reminderFireAt } from './due.ts'

const timed = { date: '2026-05-04', time: '09:30' }
const allDay = { date: '2026-05-04', time: null }
const zone = 'Europe/Berlin'

test('a timed task is due at its time, an all-day one at the last millisecond of its day', () => {
  expect(dueInstant(timed, zone)).toBe('2026-05-04T07:30:00.000Z')
  expect(dueInstant(allDay, zone)).toBe('2026-05-04T21:59:59.999Z')
  expect(dueInstant({ date: '2026-03-29', time: '02:30' }, zone)).toBe('2026-03-29T01:00:00.000Z')
})

test('relative reminders count back from the due time, or from 09:00 of an all-day one', () => {
  expect(reminderBase(timed, zone)).toBe('2026-05-04T07:30:00.000Z')
  expect(reminderBase(allDay, zone)).toBe('2026-05-04T07:00:00.000Z')
  expect(reminderFireAt({ kind: 'relative', minutesBefore: 45 }, timed, zone)).toBe('2026-05-04T06:45:00.000Z')
  expect(reminderFireAt({ kind: 'relative', minutesBefore: 24 * 60 }, allDay, zone)).toBe('2026-05-03T07:00:00.000Z')
})

test('an hour before is an hour of time, also where clocks change', () => {
  const due = { date: '2026-03-29', time: '03:30' }
  expect(reminderFireAt({ kind: 'relative', minutesBefore: 60 }, due, zone)).toBe('2026-03-29T00:30:00.000Z')
})

test('absolute reminders stay, relative ones need a due date', () => {
  const at = '2026-05-01T10:00:00Z'
  expect(reminderFireAt({ kind: 'absolute', at }, null, zone)).toBe('2026-05-01T10:00:00.000Z')
  expect(reminderFireAt({ kind: 'relative', minutesBefore: 5 }, null, zone)).toBeNull()
})
