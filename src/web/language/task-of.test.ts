import { expect, it } from 'vitest'
import { taskOf } from './task-of.ts'

const context = { now: '2026-11-23T15:00:00Z', timeZone: 'Europe/Berlin', weekStart: 1 }

it('takes dates, tags and priority out of a text, and reminds of a time', async () => {
  expect(await taskOf('dentist tomorrow at 9 #health !1', context)).toMatchObject({
    title: 'dentist',
    due: { date: '2026-11-24', time: '09:00' },
    tags: ['health'],
    priority: 'urgent',
    reminders: [{ kind: 'relative', minutesBefore: 0 }],
  })
  const ignored = [{ start: 8, end: 21 }]
  expect(await taskOf('dentist tomorrow at 9 #health', { ...context, ignored })).toMatchObject({
    title: 'dentist tomorrow at 9',
    tags: ['health'],
    due: null,
  })
})

it.each(['milk', 'show my tasks', 'delete everything', 'hello', 'is it raining?'])(
  'keeps %j as a title',
  async (text) => {
    expect(await taskOf(text, context)).toMatchObject({ title: text })
  },
)
