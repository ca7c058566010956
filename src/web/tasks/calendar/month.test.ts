import { describe, expect, it } from 'vitest'
import type { Task } from '../../../domain/task.ts'
import { addMonths, daysOfMonth, tasksByDay } from './month.ts'

describe('daysOfMonth', () => {
  it('has whole weeks that begin where the user has them begin', () => {
    const monday = daysOfMonth('2026-11', 1)
    expect([monday[0], monday.at(-1), monday.length]).toEqual(['2026-10-26', '2026-12-06', 42])
    const sunday = daysOfMonth('2026-11', 7)
    expect([sunday[0], sunday.at(-1), sunday.length]).toEqual(['2026-11-01', '2026-12-05', 35])
    expect(daysOfMonth('2027-02', 1)).toHaveLength(28)
  })
})

it('addMonths goes over years', () => {
  expect([addMonths('2026-12', 1), addMonths('2026-01', -1), addMonths('2026-05', -17)]).toEqual([
    '2027-01',
    '2025-12',
    '2024-12',
  ])
})

it('puts a task on the day the reader has it', () => {
  const at = (dueAt: string, due: Task['due']) => ({ due, dueAt }) as Task
  const late = at('2026-11-23T23:30:00Z', { date: '2026-11-23', time: '23:30' })
  const allDay = at('2026-11-23T23:59:59Z', { date: '2026-11-23', time: null })
  const days = tasksByDay([late, allDay, at('', null)], 'Europe/Berlin')
  expect([...days]).toEqual([
    ['2026-11-24', [late]],
    ['2026-11-23', [allDay]],
  ])
})
