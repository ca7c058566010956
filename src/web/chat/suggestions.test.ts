import { expect, it } from 'vitest'
import { understand } from '../../domain/language/understand.ts'
import { suggestions } from './suggestions.ts'

const busy = { open: 9, overdue: 2, today: 3 }
const context = { now: '2026-11-23T09:00:00Z', timeZone: 'Europe/Berlin', weekStart: 1 }

it('fits the moment', () => {
  expect(suggestions({ open: 0, overdue: 0, today: 0 }, { hour: 9, weekday: 1 })).toContain('What can you do?')
  expect(suggestions(busy, { hour: 9, weekday: 1 }).slice(0, 3)).toEqual([
    'What is overdue?',
    'Move overdue tasks to tomorrow',
    'What is due today?',
  ])
  expect(suggestions({ ...busy, overdue: 0 }, { hour: 19, weekday: 5 })).toContain('What is due tomorrow?')
  expect(suggestions({ ...busy, overdue: 0 }, { hour: 19, weekday: 7 })).toContain('What is due next week?')
})

it('is understood, whatever the moment', () => {
  const all = [1, 5, 7].flatMap((weekday) => [9, 20].flatMap((hour) => suggestions(busy, { hour, weekday })))
  for (const text of new Set(all)) {
    const [command] = understand(text, context).commands
    expect([text, command?.kind]).not.toEqual([text, 'none'])
    if (text.startsWith('Move')) expect(command).toMatchObject({ kind: 'update', target: { by: 'filter' } })
  }
})
