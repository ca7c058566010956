import ICAL from 'ical.js'
import { describe, expect, it } from 'vitest'
import { firstOccurrence, nextOccurrence, occurrenceStart } from '../recurrence/occurrences.ts'
import type { Recurrence } from '../recurrence/recurrence.ts'
import { dueOfOccurrence } from '../recurrence/series.ts'
import { dueInstant } from '../time/due.ts'
import { calendarFeed, type FeedTask } from './calendar-feed.ts'

const now = '2026-11-23T12:00:00.000Z'
const plain = (more: Partial<FeedTask> = {}): FeedTask => {
  const base = {
    ...{ id: '0190c0de-0000-7000-8000-000000000001', title: 'Task', notes: '', priority: 'none' as const, tags: [] },
    ...{ timeZone: 'Europe/Berlin', recurrence: null, seriesId: null, occurrence: null, version: 1 },
    ...{ createdAt: now, updatedAt: now, template: null, due: { date: '2026-12-01', time: null } },
    ...more,
  }
  return { ...base, dueAt: more.dueAt ?? dueInstant(base.due, base.timeZone) }
}
const seriesId = '0190c0de-0000-7000-8000-00000000000a'
const inSeries = (recurrence: Recurrence, more: Partial<FeedTask> = {}): FeedTask => {
  const occurrence = more.occurrence ?? firstOccurrence(recurrence) ?? ''
  const due = dueOfOccurrence(occurrence)
  return plain({ recurrence, seriesId, due, timeZone: recurrence.timeZone, ...more, occurrence })
}
const daily: Recurrence = {
  ...{ rule: 'FREQ=DAILY', start: { date: '2026-12-01', time: '09:00' }, timeZone: 'Europe/Berlin' },
  ...{ basis: 'schedule', missed: 'skip' },
}
const feedOf = (tasks: FeedTask[], taken: string[] = []) =>
  calendarFeed({ tasks, taken: new Map([[seriesId, taken]]), now })

function parse(text: string) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  for (const zone of calendar.getAllSubcomponents('vtimezone')) {
    const made = new ICAL.Timezone(zone)
    ICAL.TimezoneService.remove(made.tzid)
    ICAL.TimezoneService.register(made)
  }
  return calendar.getAllSubcomponents('vevent').map((component) => new ICAL.Event(component))
}

/** The first instants (or days) that an independent reader makes of a feed's only series. */
function instants(text: string, count: number): string[] {
  const [master, ...exceptions] = parse(text)
  if (master === undefined) throw new Error('no event')
  for (const exception of exceptions) master.relateException(exception)
  const iterator = master.iterator()
  const found: string[] = []
  for (let next = iterator.next(); next && found.length < count; next = iterator.next()) {
    const { startDate } = master.getOccurrenceDetails(next)
    found.push(startDate.isDate ? startDate.toString() : startDate.toJSDate().toISOString())
  }
  return found
}

describe('a calendar feed', () => {
  it('has single tasks as events, whole days as dates', () => {
    const text = feedOf([
      plain({ title: 'Whole day; with, signs\\', notes: 'one\ntwo', tags: ['a', 'b'], priority: 'high' }),
      plain({ id: 'timed', due: { date: '2026-12-01', time: '09:30' } }),
    ])
    const [day, timed] = parse(text)
    expect(day?.summary).toBe('Whole day; with, signs\\')
    expect(day?.description).toBe('one\ntwo')
    expect([day?.startDate.isDate, day?.startDate.toString(), day?.endDate.toString()]).toEqual([
      true,
      '2026-12-01',
      '2026-12-02',
    ])
    expect(day?.component.getFirstProperty('categories')?.getValues()).toEqual(['a', 'b'])
    expect(timed?.startDate.toJSDate().toISOString()).toBe('2026-12-01T08:30:00.000Z')
    expect(timed?.uid).toBe('timed@todo-chatbot')
  })

  it('breaks lines at 75 octets and between characters', () => {
    const title = 'Ünïcödé 🎉 '.repeat(40)
    const text = feedOf([plain({ title, notes: `${'x'.repeat(300)}\n漢字${'語'.repeat(90)}` })])
    for (const line of text.split('\r\n')) {
      expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75)
      expect(line).not.toContain('\n')
    }
    expect(parse(text)[0]?.summary).toBe(title)
    expect(text).not.toContain('\uFFFD')
  })

  it.each([
    ['FREQ=DAILY', '2027-03-20', '09:00', 'Europe/Berlin'],
    ['FREQ=DAILY;INTERVAL=3', '2026-10-20', '23:30', 'America/New_York'],
    ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,SU', '2026-12-02', '08:15', 'Australia/Lord_Howe'],
    ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;UNTIL=20270115', '2026-12-01', '17:00', 'America/Los_Angeles'],
    ['FREQ=WEEKLY;BYDAY=TU;COUNT=7', '2026-12-01', '07:00', 'Asia/Kathmandu'],
    ['FREQ=MONTHLY;BYMONTHDAY=-1', '2026-11-30', '12:00', 'Africa/Casablanca'],
    ['FREQ=MONTHLY;BYDAY=2TU', '2026-12-08', null, 'Europe/Berlin'],
    ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-11-30', '16:45', 'Europe/London'],
    ['FREQ=MONTHLY;BYMONTHDAY=31', '2026-12-31', null, 'Pacific/Apia'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', '2028-02-29', null, 'UTC'],
    ['FREQ=DAILY;COUNT=5', '2026-12-01', null, 'Asia/Tokyo'],
  ])('means by %s the same as we do', (rule, date, time, timeZone) => {
    const recurrence: Recurrence = { ...daily, rule, start: { date, time }, timeZone }
    const ours: string[] = []
    let at = firstOccurrence(recurrence)
    while (at !== null && ours.length < 40) {
      ours.push(time === null ? at : occurrenceStart(at, timeZone))
      at = nextOccurrence(recurrence, at)
    }
    expect(instants(feedOf([inSeries(recurrence)]), 40)).toEqual(ours)
    // Told from its third occurrence on, it is what is left of it.
    const third = [1, 2].reduce<string | null>(
      (last) => last && nextOccurrence(recurrence, last),
      firstOccurrence(recurrence),
    )
    if (third !== null)
      expect(instants(feedOf([inSeries(recurrence, { occurrence: third })]), 38)).toEqual(ours.slice(2))
  })

  it('leaves out what is done ahead, and shows a moved occurrence where it stands', () => {
    const moved = inSeries(daily, {
      due: { date: '2026-12-01', time: '18:00' },
      title: 'Moved',
      template: { ...plain(), title: 'Usual' },
    })
    const text = feedOf([moved], ['2026-12-03T09:00'])
    expect(instants(text, 3)).toEqual([
      '2026-12-01T17:00:00.000Z',
      '2026-12-02T08:00:00.000Z',
      '2026-12-04T08:00:00.000Z',
    ])
    expect(parse(text).map(({ summary }) => summary)).toEqual(['Usual', 'Moved'])
  })

  it('promises nothing of a series that goes on from its completion', () => {
    const [event, ...others] = parse(
      feedOf([inSeries({ ...daily, rule: 'FREQ=DAILY;INTERVAL=3', basis: 'completion' })]),
    )
    expect(others).toEqual([])
    expect(event?.isRecurring()).toBe(false)
    expect(event?.description).toMatch(/^Repeats /)
  })

  it('repeats a series once, from its latest open occurrence', () => {
    const missed = inSeries(daily, { id: 'missed' })
    const current = inSeries(daily, { occurrence: '2026-12-05T09:00' })
    expect(parse(feedOf([missed, current])).map((event) => event.isRecurring())).toEqual([false, true])
  })

  it('is the same text for the same tasks', () => {
    expect(feedOf([plain(), inSeries(daily)])).toBe(feedOf([plain(), inSeries(daily)]))
  })
})
