import type { Day } from './calendar.ts'
import type { Clock } from './clock.ts'
import type { Part, Unit } from './lexicon.ts'
import type { Token } from './tokens.ts'

/** Now, in the user's zone; `dayFirst`: "4/5" is 4 May. */
export type Moment = {
  today: Day
  minute: number
  weekStart: number
  instant: string
  timeZone: string
  dayFirst: boolean
}

/** How a series repeats, before its first date is known. */
export type Repeat = {
  unit: 'minute' | 'hour' | 'day' | 'week' | 'month' | 'year'
  interval: number
  /** 1 Monday … 7 Sunday. */
  weekdays: number[]
  /** 1 … 31, -1 the last. */
  monthDays: number[]
  months: number[]
  /** Which of the weekdays in the month or year: 1 … 5, -1 the last; empty: all. */
  positions: number[]
  /** The position counts within the set of weekdays ("last workday"), not for each of them. */
  pooled: boolean
  afterCompletion: boolean
}

/** One piece of a date expression. */
export type Piece =
  | {
      kind: 'day'
      day: Day
      /** A date of the calendar, which a weekday may stand beside. */
      calendar: boolean
      /** Said by no more than its number in the month: "the 13th". */
      number?: number
    }
  | { kind: 'weekday'; weekday: number; which: 'plain' | 'this' | 'next' | 'last' /** Weeks later. */; weeks: number }
  | { kind: 'clock'; clock: Clock; until: Clock | null; bare: boolean; zone?: string }
  | { kind: 'part'; part: Part /** Today's, as "tonight" and "this morning" are. */; today: boolean }
  /** Some days; `due` is the day a task is due that is to be done in them. */
  | { kind: 'span'; from: Day; to: Day; due: Day; unit: Unit }
  | { kind: 'offset'; minutes: number }
  /** Today's end, or that of the day named besides. */
  | { kind: 'dayEnd' }
  | { kind: 'repeat'; repeat: Repeat; part: Part | null; clock: Clock | null }
  | {
      kind: 'until'
      day: Day /** Counted from the first date: "for 3 weeks". */
      length: { months: number; days: number } | null
      /** "for the next 3 weeks": the length is counted from today. */
      ahead?: boolean
      /** "until June": a date of the series on that day is none any more. */
      open?: boolean
    }
  | { kind: 'count'; count: number }
  | { kind: 'start'; day: Day }
  /** Only says that what follows repeats or is due. */
  | { kind: 'word' }

export type Match<T> = { end: number; value: T }
export type Grammar<T> = (tokens: readonly Token[], index: number, now: Moment) => Match<T> | null

export const found = <T>(end: number, value: T): Match<T> => ({ end, value })

/** The first grammar that matches. */
export function anyOf<T>(grammars: readonly Grammar<T>[]): Grammar<T> {
  return (tokens, index, now) => {
    for (const grammar of grammars) {
      const match = grammar(tokens, index, now)
      if (match !== null) return match
    }
    return null
  }
}
