import { expect, test } from 'vitest'
import type { Notification } from '../../src/domain/notification.ts'
import type { Task } from '../../src/domain/task.ts'
import { apiClient } from '../product/api-client.ts'
import { emptyLedger } from './load.ts'
import { addUp, earlyOnes, isSettled, tallies } from './verdict.ts'

const now = '2026-11-23T10:00:00.000Z'
const task = (id: string, title: string, status: 'delivered' | 'missed' | 'pending' = 'delivered'): Task => ({
  id,
  title,
  notes: '',
  priority: 'none',
  tags: [],
  status: 'open',
  due: null,
  timeZone: 'UTC',
  dueAt: null,
  recurrence: null,
  seriesId: null,
  occurrence: null,
  reminders: [{ id: `${id}-reminder`, kind: 'absolute', minutesBefore: null, fireAt: now, status }],
  version: 1,
  createdAt: now,
  updatedAt: now,
  completedAt: null,
})
const notification = (...ids: string[]): Notification => ({
  id: ids.join(),
  kind: ids.length > 1 ? 'digest' : 'reminder',
  tasks: ids.map((taskId) => ({ taskId, title: taskId, dueAt: null })),
  fireAt: now,
  late: false,
  createdAt: now,
  readAt: null,
  acted: null,
  note: null,
})

function ledger() {
  const empty = emptyLedger(apiClient('http://localhost', ''))
  return {
    ...empty,
    created: new Map([
      ['call', 'a'],
      ['write', 'b'],
      ['water', 'c'],
    ]),
    reminded: new Set(['a', 'b']),
    completed: new Set(['water']),
  }
}
const waters = [task('c', 'water'), task('d', 'water')]

test('everything there once is nothing lost and nothing duplicated', () => {
  const seen = { tasks: [task('a', 'call'), task('b', 'write'), ...waters], notifications: [notification('a', 'b')] }
  expect(isSettled(tallies(ledger(), seen))).toBe(true)
  expect(tallies(ledger(), seen).map(({ expected }) => expected)).toEqual([2, 2, 0, 1])
})

test.each([
  ['a task is missing', { tasks: [task('b', 'write'), ...waters], notifications: [notification('a', 'b')] }, 0],
  [
    'a task is there twice',
    {
      tasks: [task('a', 'call'), task('x', 'call'), task('b', 'write'), ...waters],
      notifications: [notification('a', 'b')],
    },
    0,
  ],
  [
    'a notification is missing',
    { tasks: [task('a', 'call'), task('b', 'write'), ...waters], notifications: [notification('a')] },
    1,
  ],
  [
    'a notification came twice',
    {
      tasks: [task('a', 'call'), task('b', 'write'), ...waters],
      notifications: [notification('a', 'b'), notification('a')],
    },
    1,
  ],
  [
    'a reminder past at creation fired',
    { tasks: [task('a', 'call', 'missed'), task('b', 'write'), ...waters], notifications: [notification('a', 'b')] },
    2,
  ],
  [
    'a successor is missing',
    { tasks: [task('a', 'call'), task('b', 'write'), task('c', 'water')], notifications: [notification('a', 'b')] },
    3,
  ],
  [
    'a successor is there twice',
    {
      tasks: [task('a', 'call'), task('b', 'write'), ...waters, task('e', 'water')],
      notifications: [notification('a', 'b')],
    },
    3,
  ],
])('%s', (_, seen, row) => {
  const found = tallies(ledger(), seen)
  expect(isSettled(found)).toBe(false)
  expect(found.map(({ lost, duplicated }) => lost + duplicated)).toEqual([0, 1, 2, 3].map((at) => (at === row ? 1 : 0)))
})

test('an early notification is counted', () => {
  const early = { ...notification('a'), createdAt: '2026-11-23T09:59:59.000Z' }
  expect(earlyOnes({ tasks: [], notifications: [early, notification('b')] })).toBe(1)
})

test('users add up', () => {
  const row = { what: 'tasks', expected: 2, lost: 1, duplicated: 0 }
  expect(addUp([[row], [row]])).toEqual([{ what: 'tasks', expected: 4, lost: 2, duplicated: 0 }])
})
