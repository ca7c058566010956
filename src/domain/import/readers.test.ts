import { describe, expect, it } from 'vitest'
import { limits } from '../limits.ts'
import { gather, tagOf } from './gather.ts'
import { emptyDraft } from './import-item.ts'
import { readTodoist } from './todoist.ts'
import { readVikunja, vikunjaProjects } from './vikunja.ts'

const context = { now: '2026-11-23T12:00:00.000Z', timeZone: 'Europe/Berlin', weekStart: 1 }
const header =
  'TYPE,CONTENT,DESCRIPTION,PRIORITY,INDENT,AUTHOR,RESPONSIBLE,DATE,DATE_LANG,TIMEZONE,DURATION,DURATION_UNIT'
const row = (cells: Record<string, string>) => header.split(',').map((name) => cells[name] ?? '')
const todoist = (rows: Record<string, string>[], project = 'Home [2203306141] (1)') =>
  readTodoist([{ project, rows: [header.split(','), ...rows.map(row)] }], context)
const task = (CONTENT: string, more: Record<string, string> = {}) => ({ TYPE: 'task', CONTENT, INDENT: '1', ...more })

describe('Todoist', () => {
  it('reads titles, labels, priorities, sections and dates in words', () => {
    const { items, refused, lost } = todoist([
      { TYPE: 'meta', CONTENT: 'view_style=list' },
      task('Bins out @chores @out_side', { PRIORITY: '1', DATE: 'every mon at 9', TIMEZONE: 'America/New_York' }),
      { TYPE: 'section', CONTENT: 'Living room' },
      task('Dust', { PRIORITY: '4', DATE: 'every! 3 days', DESCRIPTION: 'shelves' }),
      task('Once', { PRIORITY: '3', DATE: '2026-12-24' }),
    ])
    expect(items).toMatchObject([
      {
        ...{ title: 'Bins out', tags: ['chores', 'home', 'out_side'], priority: 'urgent' },
        ...{ due: { date: '2026-11-23', time: '09:00' }, timeZone: 'America/New_York' },
        recurrence: { rule: 'FREQ=WEEKLY;BYDAY=MO' },
      },
      {
        ...{ title: 'Dust', tags: ['home', 'living-room'], priority: 'none', notes: 'shelves' },
        recurrence: { rule: 'FREQ=DAILY;INTERVAL=3', basis: 'completion' },
      },
      { title: 'Once', priority: 'medium', due: { date: '2026-12-24', time: null }, recurrence: null },
    ])
    expect([refused, lost]).toEqual([[], {}])
  })

  it('keeps comments and what a subtask is part of in the notes, and says what is lost', () => {
    const { items, refused, lost } = todoist([
      task('Trip', { RESPONSIBLE: 'Eve (12)', DATE: 'jeden Montag', DATE_LANG: 'de' }),
      { TYPE: 'note', CONTENT: 'ask Bob [[file {"file_name": "map.png"}]]' },
      task('Pack', { INDENT: '2', DURATION: '30' }),
      task('Socks', { INDENT: '3' }),
      task('Later'),
      { TYPE: 'thing', CONTENT: 'what is this' },
      task('  '),
    ])
    expect(items.map(({ title, notes }) => [title, notes])).toEqual([
      ['Trip', 'Due: jeden Montag\n\nask Bob'],
      ['Pack', 'Part of: Trip'],
      ['Socks', 'Part of: Pack'],
      ['Later', ''],
    ])
    expect(lost).toEqual({
      ...{ assignees: 1, attachments: 1, durations: 1 },
      'dates that were not understood, kept in the notes': 1,
    })
    expect(refused).toEqual([
      { row: 'row 7', title: 'what is this', reason: '“thing” is not a kind of row that is known.' },
      { row: 'row 8', title: '', reason: 'A title must not be empty.' },
    ])
  })

  it('names a task the same in every file of its project, and equal rows apart', () => {
    const keys = (project: string) =>
      todoist([task('Water'), task('Water'), task('Feed')], project).items.map(({ key }) => key)
    expect(keys('Home')).toEqual(keys('Home [2203306141] (3)'))
    expect(new Set(keys('Home')).size).toBe(3)
    expect(keys('Home')).not.toEqual(keys('Garden'))
  })
})

describe('Vikunja', () => {
  const none = '0001-01-01T00:00:00Z'
  const base = {
    description: '',
    done: false,
    done_at: none,
    due_date: none,
    priority: 0,
    created: '2026-01-02T03:04:05Z',
  }
  const projects = [
    {
      ...{ id: 1, title: 'Inbox', identifier: '' },
      tasks: [
        {
          ...{ ...base, id: 7, title: 'Pay rent', priority: 5, description: '<p>By &amp; by</p><ul><li>one</li></ul>' },
          ...{ due_date: '2026-12-01T08:30:00Z', repeat_after: 0, repeat_mode: 1, labels: [{ title: 'Money & co' }] },
          reminders: [
            { reminder: '2026-12-01T07:30:00Z', relative_period: -3600, relative_to: 'due_date' },
            { reminder: '2026-11-30T07:30:00Z', relative_period: 0, relative_to: '' },
            { reminder: '2020-11-30T07:30:00Z', relative_period: 0, relative_to: '' },
          ],
          assignees: [{ username: 'eve' }],
          comments: [{ comment: '<p>standing order?</p>' }],
        },
        { ...base, id: 8, title: 'Old', done: true, done_at: '2026-02-03T04:05:06Z', repeat_after: 86_400 },
        {
          ...base,
          id: 9,
          title: 'Whole day',
          due_date: '2026-12-01T23:00:00Z',
          repeat_after: 1_209_600,
          repeat_mode: 2,
        },
        { id: 'x' },
      ],
    },
    { id: 2, title: 'Empty', tasks: null },
  ]

  it('reads its export', () => {
    const found = readVikunja(vikunjaProjects(projects) ?? [], context)
    expect(found.items).toMatchObject([
      {
        ...{ key: '7 2026-01-02T03:04:05.000Z', title: 'Pay rent', priority: 'urgent', tags: ['money-co'] },
        ...{ notes: 'By & by\n- one\n\nstanding order?', due: { date: '2026-12-01', time: '09:30' } },
        recurrence: { rule: 'FREQ=MONTHLY' },
        reminders: [
          { kind: 'relative', minutesBefore: 60 },
          { kind: 'absolute', at: '2026-11-30T07:30:00.000Z' },
        ],
      },
      { title: 'Old', status: 'done', completedAt: '2026-02-03T04:05:06.000Z', recurrence: null },
      {
        due: { date: '2026-12-02', time: null },
        recurrence: { rule: 'FREQ=WEEKLY;INTERVAL=2', basis: 'completion' },
      },
    ])
    expect(found.refused).toMatchObject([{ row: 'Inbox, task 4' }])
    expect(found.lost).toEqual({ assignees: 1, 'reminders that have passed': 1 })
  })

  it('is not taken for something else', () => {
    for (const other of [null, [], {}, [{ title: 'x' }], { tasks: [] }, [1]]) expect(vikunjaProjects(other)).toBeNull()
  })
})

describe('gathering', () => {
  it('makes tags of names', () => {
    const tags = ['Home & Garden', '  #Übung 1 ', '🎉', 'a/b', '--', 'x'.repeat(80)].map(tagOf)
    expect(tags).toEqual(['home-garden', 'übung-1', null, 'a/b', null, 'x'.repeat(50)])
  })

  it('keeps long keys apart, and stops at the limit', () => {
    const found = gather('todoist')
    const long = 'k'.repeat(5_000)
    for (const key of [long, long, `${long}x`]) found.add('row', emptyDraft(key, 'title', 'UTC'))
    expect(new Set(found.done().items.map(({ key }) => key)).size).toBe(3)
    for (let n = 0; n < limits.importTasks; n += 1) found.add(`row ${n}`, emptyDraft(`k${n}`, 'title', 'UTC'))
    expect(found.done().items).toHaveLength(limits.importTasks)
    expect(found.done().refused[0]?.reason).toBe('At most 20,000 tasks can be imported at once.')
  })
})
