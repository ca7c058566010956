import { expect, test } from 'vitest'
import { type TaskRow, toTask } from './task-rows.ts'

const row: TaskRow = {
  id: '01890a5d-ac96-774b-bcce-b302099a8057',
  title: 'Call mum',
  notes: '',
  priority: 3,
  tags: [],
  status: 'open',
  due_date: null,
  due_time: null,
  time_zone: 'UTC',
  due_at: null,
  recurrence: null,
  series_id: null,
  occurrence: null,
  predecessor_id: null,
  template: null,
  roll_at: null,
  completed_at: null,
  version: 1,
  created_at: '2026-11-23T10:00:00+00:00',
  updated_at: '2026-11-23T10:00:00+00:00',
  reminders: [],
}

test.each([
  '2026-11-23T10:00:00+00:00',
  '2026-11-23T10:00:00.1+00:00',
  '2026-11-23T10:00:00.12+00:00',
  '2026-11-23T10:00:00.123+00:00',
  '2026-11-23T10:00:00.123987+00:00',
  '2026-11-23T12:00:00.5+02:00',
  '2026-11-23T10:00:00Z',
  '0001-01-01T00:00:00+00:00',
])('an instant written as %s is one of milliseconds in UTC', (written) => {
  expect(toTask({ ...row, created_at: written }).createdAt).toBe(new Date(written).toISOString())
})
