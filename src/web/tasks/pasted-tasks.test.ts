import { expect, it } from 'vitest'
import { limits } from '../../domain/limits.ts'
import { pastedTasks } from './pasted-tasks.ts'

const context = { now: '2026-11-23T09:00:00Z', timeZone: 'Europe/Berlin', weekStart: 1 }
const titles = (text: string) => pastedTasks(text, context).tasks.map(({ title }) => title)

it.each([
  ['milk\neggs', ['milk', 'eggs']],
  ['- milk\r\n* eggs\n\n3) bread', ['milk', 'eggs', 'bread']],
  ['groceries:\n- milk\n- eggs', ['milk', 'eggs']],
  ['[ ] milk\n- [ ] what is due today?', ['milk', 'what is due today?']],
  // Ordinary lines keep their words, whatever they would ask the chat for.
  ['delete everything\nshow my tasks', ['delete everything', 'show my tasks']],
])('%j makes %j', (text, made) => expect(titles(text)).toEqual(made))

it('understands each line, and leaves out what is ticked off and what is too much', () => {
  const { tasks, ticked } = pastedTasks('- [x] old\n- dentist tomorrow at 9 #health !1', context)
  expect(ticked).toBe(1)
  expect(tasks).toMatchObject([
    { title: 'dentist', due: { date: '2026-11-24', time: '09:00' }, tags: ['health'], priority: 'urgent' },
  ])
  const many = Array.from({ length: limits.createdAtOnce + 5 }, (_, index) => `task ${index}`).join('\n')
  expect(pastedTasks(many, context)).toMatchObject({ left: 5 })
})
