import { expect, it } from 'vitest'
import type { Task } from '../../domain/task.ts'
import { doneWords } from './done-words.ts'
import { expectedOutcome, forAllToCome, idsOfAction } from './task-action.ts'

const id = '01900000-0000-7000-8000-000000000001'
const now = '2026-11-23T12:00:00Z'
const task: Task = {
  id,
  title: 'Water the plants',
  notes: '',
  priority: 'none',
  tags: ['home'],
  status: 'open',
  due: null,
  timeZone: 'UTC',
  dueAt: null,
  recurrence: null,
  seriesId: null,
  occurrence: null,
  reminders: [],
  version: 3,
  createdAt: now,
  updatedAt: now,
  completedAt: null,
}

it('foresees what the server will say, and never a version', () => {
  expect(expectedOutcome({ kind: 'complete', task }, task, now)).toEqual({ ...task, status: 'done', completedAt: now })
  expect(expectedOutcome({ kind: 'delete', task }, task, now)).toBeNull()
  expect(expectedOutcome({ kind: 'update', task, patch: { priority: 'high', reminders: [] } }, task, now)).toEqual({
    ...task,
    priority: 'high',
  })
  const tagging = { kind: 'bulk', ids: [id], action: { kind: 'tag', add: ['a', 'home'], remove: ['home'] } } as const
  expect(
    expectedOutcome({ ...tagging, ids: [id], action: { ...tagging.action, add: ['a'], remove: ['home'] } }, task, now)
      ?.tags,
  ).toEqual(['a'])
})

it('knows which tasks it is about and what to say', () => {
  expect(idsOfAction({ kind: 'skip', task })).toEqual([id])
  expect(idsOfAction({ kind: 'create', task: { title: 'x' } })).toEqual([])
  expect(doneWords({ kind: 'bulk', ids: [id], action: { kind: 'complete' } })).toBe('Completed 1 task')
  expect(doneWords({ kind: 'delete', task: { ...task, title: 'x'.repeat(60) } })).toBe(`Deleted “${'x'.repeat(39)}…”`)
})

it('offers a change of one occurrence for those to come, and only that', () => {
  const recurrence = {
    rule: 'FREQ=DAILY',
    basis: 'schedule',
    missed: 'skip',
    start: { date: '2026-11-23', time: null },
    timeZone: 'UTC',
  } as const
  const ofSeries: Task = { ...task, recurrence, version: 4 }
  const update = { kind: 'update', task, patch: { priority: 'high' } } as const
  const future = { ...update, task: ofSeries, scope: 'future' } as const
  expect(forAllToCome(update, ofSeries)).toEqual(future)
  expect(forAllToCome(update, task)).toBeNull()
  expect(forAllToCome(future, ofSeries)).toBeNull()
  expect(forAllToCome({ kind: 'update', task, patch: { recurrence: { rule: 'FREQ=DAILY' } } }, ofSeries)).toBeNull()
  expect(forAllToCome({ kind: 'complete', task }, ofSeries)).toBeNull()
  expect(doneWords({ ...update, task: ofSeries })).toBe('Priority set to high for this time only')
  expect(doneWords(future)).toBe('Priority set to high from now on')
  expect(doneWords({ ...update, patch: { due: null } })).toBe('Took the date away')
})
