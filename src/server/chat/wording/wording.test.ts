import { describe, expect, it } from 'vitest'
import type { Task } from '../../../domain/task.ts'
import { dayText, dueText, instantText, type Present } from './dates.ts'
import { filteredTasks, foundText } from './filter-text.ts'
import { helpReply, smallTalkReply } from './help.ts'
import { nextDatesSentence } from './next-dates.ts'
import { durationText, reminderSentence, taskLine } from './task-text.ts'
import { counted, listed, quoted } from './text.ts'

const settings = { timeZone: 'Europe/Berlin', weekStart: 1, hourCycle: 'h23', locale: 'en-GB' } as const
// A Monday; already Tuesday in Auckland.
const present: Present = { now: '2026-11-23T15:00:00.000Z', settings }
const twelve: Present = { ...present, settings: { ...settings, hourCycle: 'h12' } }

const task: Task = {
  id: '019a0000-0000-7000-8000-000000000001',
  title: 'water the plants',
  notes: '',
  priority: 'none',
  tags: [],
  status: 'open',
  due: null,
  timeZone: settings.timeZone,
  dueAt: null,
  recurrence: null,
  seriesId: null,
  occurrence: null,
  reminders: [],
  version: 1,
  createdAt: present.now,
  updatedAt: present.now,
  completedAt: null,
}
const reminder = (more: Partial<Task['reminders'][number]>) =>
  ({
    id: task.id,
    kind: 'relative',
    minutesBefore: 0,
    fireAt: '2026-11-24T08:00:00.000Z',
    status: 'pending',
    ...more,
  }) as const

describe('dates', () => {
  it('are told from the user’s day and zone', () => {
    expect(
      ['2026-11-23', '2026-11-24', '2026-11-22', '2026-11-27', '2028-02-29'].map((date) => dayText(date, present)),
    ).toEqual(['today', 'tomorrow', 'yesterday', 'Fri 27 Nov', 'Tue 29 Feb 2028'])
    const auckland = { ...present, settings: { ...settings, timeZone: 'Pacific/Auckland' } }
    expect(dayText('2026-11-24', auckland)).toBe('today')
    expect(instantText('2026-11-23T20:30:00.000Z', auckland)).toBe('today at 09:30')
  })

  it('have their parts in the user’s order', () => {
    const american: Present = { ...present, settings: { ...settings, locale: 'en-US' } }
    expect(dayText('2026-11-27', american)).toBe('Fri, Nov 27')
    expect(dayText('2028-02-29', american)).toBe('Tue, Feb 29, 2028')
  })

  it('have times as the user reads clocks, and the zone where it is another', () => {
    const due = { date: '2026-11-24', time: '15:05' }
    expect(dueText(due, settings.timeZone, present)).toBe('tomorrow at 15:05')
    expect(dueText(due, settings.timeZone, twelve)).toBe('tomorrow at 3:05 pm')
    expect(dueText({ ...due, time: '00:00' }, settings.timeZone, twelve)).toBe('tomorrow at 12:00 am')
    expect(dueText(due, 'Asia/Tokyo', present)).toBe('tomorrow at 15:05 (Asia/Tokyo)')
  })
})

describe('tasks', () => {
  it('are told in one line', () => {
    expect(taskLine(task, present)).toBe('“water the plants”')
    const full: Task = {
      ...task,
      priority: 'high',
      tags: ['garden', 'home'],
      status: 'done',
      due: { date: '2026-11-24', time: null },
    }
    expect(taskLine(full, present)).toBe('“water the plants” · done · high · #garden · #home · tomorrow')
    const due = { date: '2026-11-30', time: '09:00' }
    const recurrence = {
      rule: 'FREQ=WEEKLY;BYDAY=MO',
      start: due,
      timeZone: settings.timeZone,
      basis: 'schedule',
      missed: 'skip',
    } as const
    expect(taskLine({ ...task, due, recurrence }, present)).toBe(
      '“water the plants” · every Monday 09:00 (next: Mon 30 Nov, Europe/Berlin)',
    )
    const moved = { ...task, due: { ...due, time: '11:00' }, recurrence }
    expect(taskLine(moved, present)).toBe(
      '“water the plants” · every Monday 09:00 (next: Mon 30 Nov at 11:00, Europe/Berlin)',
    )
    expect(taskLine({ ...task, due, recurrence }, twelve)).toContain('every Monday 9:00 am (next: Mon 30 Nov,')
    const allDay = { ...recurrence, start: { ...due, time: null } }
    expect(taskLine({ ...task, due: { ...due, time: null }, recurrence: allDay }, present)).toBe(
      '“water the plants” · every Monday (next: Mon 30 Nov)',
    )
  })

  it('say what will remind of them, and what no longer can', () => {
    const due = { date: '2026-11-24', time: '09:00' }
    const timed: Task = { ...task, due }
    const sentence = (...reminders: Task['reminders']) => reminderSentence({ ...timed, reminders }, present)
    expect(sentence()).toBe('')
    expect(sentence(reminder({}))).toBe('I will remind you then.')
    expect(sentence(reminder({ minutesBefore: 90 }), reminder({ minutesBefore: 1_440 }))).toBe(
      'I will remind you 90 minutes before and 1 day before.',
    )
    expect(sentence(reminder({ kind: 'absolute', minutesBefore: null }))).toBe('I will remind you tomorrow at 09:00.')
    expect(sentence(reminder({ status: 'missed', fireAt: '2026-11-23T08:00:00.000Z' }))).toBe(
      'The time to remind you (today at 09:00) has passed already, so I will not.',
    )
    expect(sentence(reminder({ status: 'delivered' }))).toBe('')
    const allDay: Task = { ...task, due: { ...due, time: null }, reminders: [reminder({})] }
    expect(reminderSentence(allDay, present)).toBe('I will remind you at 09:00 that day.')
    expect(reminderSentence(allDay, twelve)).toBe('I will remind you at 9:00 am that day.')
    expect(['10 minutes', '1 hour', '3 days']).toEqual([10, 60, 4_320].map(durationText))
  })
})

describe('the next dates of a series', () => {
  const repeating = (rule: string, local: string, more: object = {}): Task => {
    const start = { date: local.slice(0, 10), time: local.slice(11) || null }
    const recurrence = { rule, start, timeZone: 'Europe/Berlin', basis: 'schedule', missed: 'skip', ...more } as const
    return { ...task, due: start, occurrence: local, recurrence }
  }
  it.each([
    ['FREQ=WEEKLY', '2026-11-30T09:00', 'The next five: Mon 30 Nov, Mon 7 Dec, Mon 14 Dec, Mon 21 Dec, Mon 28 Dec.'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=3', '2026-11-30', 'All of them: Mon 30 Nov, Thu 31 Dec, Sun 31 Jan 2027.'],
    [
      'FREQ=WEEKLY',
      '2027-03-15T09:00',
      'The next five: Mon 15 Mar 2027, Mon 22 Mar 2027, Mon 29 Mar 2027 (clocks forward before it), Mon 5 Apr 2027, Mon 12 Apr 2027.',
    ],
    [
      'FREQ=DAILY;COUNT=3',
      '2027-03-27T02:30',
      'All of them: Sat 27 Mar 2027, Sun 28 Mar 2027 (the clocks skip 02:30: at 03:00), Mon 29 Mar 2027.',
    ],
    [
      'FREQ=DAILY;COUNT=3',
      '2026-10-24T02:30',
      'All of them: Sat 24 Oct, Sun 25 Oct (the clocks show 02:30 twice: the first time), Mon 26 Oct (clocks back before it).',
    ],
    [
      'FREQ=WEEKLY',
      '2027-03-22',
      'The next five: Mon 22 Mar 2027, Mon 29 Mar 2027, Mon 5 Apr 2027, Mon 12 Apr 2027, Mon 19 Apr 2027.',
    ],
    ['FREQ=DAILY;COUNT=1', '2026-11-30', ''],
  ])('of %s from %s are told', (rule, start, sentence) => {
    expect(nextDatesSentence(repeating(rule, start), present)).toBe(sentence)
  })

  it('are not told where only completing it decides', () => {
    expect(nextDatesSentence(repeating('FREQ=DAILY', '2026-11-30', { basis: 'completion' }), present)).toBe('')
    expect(nextDatesSentence(task, present)).toBe('')
  })
})

describe('filters', () => {
  const words = (count: Parameters<typeof filteredTasks>[0], filter: Parameters<typeof filteredTasks>[1]) =>
    filteredTasks(count, filter, present)
  it('are told as they were understood', () => {
    expect(words(1, { status: ['open'] })).toBe('1 open task')
    expect(words('no', { status: ['open'], due: 'overdue' })).toBe('no overdue tasks')
    expect(words(3, { status: ['open'], due: 'today', tagsAll: ['home'], priority: ['high'] })).toBe(
      '3 open high-priority tasks due today tagged #home',
    )
    expect(words('more than 1,000', {})).toBe('more than 1,000 tasks')
    expect(words(2, { search: 'rep', due: { from: '2026-11-24', until: '2026-11-24' } })).toBe(
      '2 tasks due tomorrow matching “rep”',
    )
    expect(words(2, { due: { from: '2026-11-24', until: '2026-11-27' } })).toBe(
      '2 tasks due from tomorrow until Fri 27 Nov',
    )
    const completed = { from: '2026-11-22T23:00:00Z', until: '2026-11-23T22:59:59.999Z' }
    expect(foundText(2, { status: ['done'], completed, tagsAll: ['home'] }, present)).toBe(
      'You completed 2 tasks tagged #home today',
    )
    expect(foundText('no', { status: ['done'], completed }, present)).toBe('You completed no tasks today')
    expect(words(2, { tagsAny: ['a', 'b'], due: 'none' })).toBe('2 tasks without a due date tagged #a or #b')
  })
})

describe('lists and quotations', () => {
  it('stay short', () => {
    expect(listed(['a'])).toBe('a')
    expect(listed(['a', 'b', 'c'])).toBe('a, b and c')
    expect(listed(['a', 'b', 'c', 'd'])).toBe('a, b and 2 more')
    expect(quoted('x'.repeat(500))).toHaveLength(82)
    expect(counted(1_200, 'task')).toBe('1,200 tasks')
  })
})

describe('help', () => {
  it('is by example, about the topic where one is named', () => {
    expect(helpReply().parts).toMatchObject([{ type: 'examples' }])
    expect(helpReply('deleting things').text).toContain('undone')
    expect(helpReply('quantum physics')).toEqual(helpReply())
    expect(smallTalkReply('not-understood').text).toContain('changed nothing')
  })
})
