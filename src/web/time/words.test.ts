import { describe, expect, it } from 'vitest'
import { clockWords, longDateWords } from './clock-format.ts'
import { dayWords } from './day-words.ts'
import { dueInstantWords } from './due-instant-words.ts'
import { dueWords } from './due-words.ts'
import { agoWords, instantWords } from './instant-words.ts'
import { quickDates } from './quick-dates.ts'
import { snoozeChoices } from './snooze-choices.ts'

// Monday, 18:00 in Berlin
const reader = { timeZone: 'Europe/Berlin', hourCycle: 'h23', locale: 'en-GB', now: '2026-11-23T17:00:00Z' } as const
const task = {
  due: { date: '2026-11-24', time: '09:00' },
  dueAt: '2026-11-24T08:00:00Z',
  timeZone: 'Europe/Berlin',
  status: 'open',
} as const

describe('clockWords', () => {
  it.each([
    ['00:05', '12:05 am'],
    ['12:00', '12:00 pm'],
    ['21:30', '9:30 pm'],
  ])('tells %s as %s', (time, words) => {
    expect(clockWords(time, 'h12')).toBe(words)
    expect(clockWords(time, 'h23')).toBe(time)
  })
})

describe('dayWords', () => {
  it.each([
    ['2026-11-22', 'Yesterday'],
    ['2026-11-23', 'Today'],
    ['2026-11-24', 'Tomorrow'],
    ['2026-11-29', 'Sunday'],
    ['2026-11-30', '30 Nov'],
    ['2026-11-02', '2 Nov'],
    ['2027-01-01', '1 Jan 2027'],
  ])('tells %s as %s', (date, words) => {
    expect(dayWords(date, '2026-11-23', 'en-GB')).toBe(words)
  })
})

describe('in America', () => {
  it('the month stands before the day', () => {
    const american = { ...reader, locale: 'en-US' } as const
    expect(dayWords('2026-11-30', '2026-11-23', 'en-US')).toBe('Nov 30')
    expect(dayWords('2027-01-01', '2026-11-23', 'en-US')).toBe('Jan 1, 2027')
    expect(dueWords(task, american)?.full).toBe('Due Tuesday, Nov 24, 2026 09:00')
  })
})

describe('dueWords', () => {
  it('says when, and that it is overdue, in words', () => {
    expect(dueWords(task, reader)).toEqual({
      short: 'Tomorrow 09:00',
      full: 'Due Tuesday, 24 Nov 2026 09:00',
      urgency: 'later',
    })
    const later = { ...reader, now: '2026-11-24T08:00:01Z' }
    expect(dueWords(task, later)).toMatchObject({ short: 'Overdue · Today 09:00', urgency: 'overdue' })
    expect(dueWords({ ...task, status: 'done' }, later)).toMatchObject({ short: 'Today 09:00', urgency: 'today' })
    expect(dueWords({ ...task, due: null, dueAt: null }, reader)).toBeNull()
  })

  it('shows a time on the reader’s clock and an all-day task on its own day', () => {
    const tokyo = { ...reader, timeZone: 'Asia/Tokyo' }
    expect(dueWords(task, tokyo)?.short).toBe('Today 17:00')
    const allDay = { ...task, due: { date: '2026-11-24', time: null }, dueAt: '2026-11-24T22:59:59.999Z' }
    expect(dueWords(allDay, tokyo)?.short).toBe('Today')
    expect(dueWords(allDay, { ...reader, timeZone: 'America/New_York' })?.short).toBe('Tomorrow')
  })
})

describe('instants', () => {
  it('are told on the reader’s clock', () => {
    expect(instantWords('2026-11-23T20:00:00Z', reader)).toBe('21:00')
    expect(instantWords('2026-11-24T08:00:00Z', { ...reader, hourCycle: 'h12' })).toBe('Tomorrow 9:00 am')
    expect(agoWords('2026-11-23T16:59:30Z', reader)).toBe('just now')
    expect(agoWords('2026-11-23T16:20:00Z', reader)).toBe('40 min ago')
    expect(agoWords('2026-11-22T08:00:00Z', reader)).toBe('Yesterday 09:00')
    expect(longDateWords('2026-11-23', 'en-GB')).toBe('Monday, 23 Nov 2026')
  })

  it('at the end of an all-day task name only its day', () => {
    expect(dueInstantWords('2026-11-24T22:59:59.999Z', reader)).toBe('Tomorrow')
    expect(dueInstantWords('2026-11-24T22:59:00Z', reader)).toBe('Tomorrow 23:59')
  })
})

describe('quickDates', () => {
  it('finds the coming weekend and the next week', () => {
    expect(quickDates('2026-11-23', 1).map(({ date }) => date)).toEqual([
      '2026-11-23',
      '2026-11-24',
      '2026-11-28',
      '2026-11-30',
    ])
    expect(quickDates('2026-11-28', 1)[2]?.date).toBe('2026-12-05')
    expect(quickDates('2026-11-23', 7)[3]?.date).toBe('2026-11-29')
  })
})

describe('snoozeChoices', () => {
  it('lie ahead, and leave this evening out when it has come', () => {
    const noon = { ...reader, now: '2026-11-23T11:00:10Z' }
    expect(snoozeChoices(noon, 1).map(({ until }) => until)).toEqual([
      '2026-11-23T11:16:00.000Z',
      '2026-11-23T12:01:00.000Z',
      '2026-11-23T17:00:00.000Z',
      '2026-11-24T08:00:00.000Z',
      '2026-11-30T08:00:00.000Z',
    ])
    expect(snoozeChoices(reader, 1).map(({ label }) => label)).not.toContain('This evening')
  })
})
