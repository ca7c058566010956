import type { Day } from './calendar.ts'
import type { Clock } from './clock.ts'
import type { Part } from './lexicon.ts'
import type { Piece, Repeat } from './piece.ts'
import { everyDay } from './repeat-piece.ts'

export type DayPiece = Extract<Piece, { kind: 'day' | 'weekday' | 'span' }>

/** A whole date expression, before it is worked out: which tokens it covers and the pieces it is made of. */
export type When = {
  from: number
  end: number
  /** The word before it that belongs to it: "at", "by", "until". */
  lead: string
  days: DayPiece[]
  clocks: Clock[]
  /** End of a range of times. */
  clockEnd: Clock | null
  /** Where the clocks show that time; null: where the user is. */
  zone: string | null
  part: Part | null
  /** The part of the day is today's ("tonight"). */
  today: boolean
  offset: number | null
  repeat: Repeat | null
  /** Only how long it lasts says that it repeats: "Monday at 6 for 6 weeks". */
  implied: boolean
  until: Extract<Piece, { kind: 'until' }> | null
  count: number | null
  start: Day | null
  /** Alternatives: "Monday or Tuesday". */
  either: boolean
}

/** What the words around a date expression allow it to be. */
export type Surroundings = {
  /** After "alarm", "timer", "snooze": "for 10 minutes" and "for 8" are times. */
  timer: boolean
  /** The message changes a task: "to 5 pm" is a time. */
  moving: boolean
  /** It moves something from one time to another, so "from 3 to 4 pm" is no range. */
  fromTo: boolean
}

/** An expression at `index` that has no piece yet. */
export const emptyWhen = (index: number): When => ({
  from: index,
  end: index,
  lead: '',
  days: [],
  clocks: [],
  clockEnd: null,
  zone: null,
  part: null,
  today: false,
  offset: null,
  repeat: null,
  implied: false,
  until: null,
  count: null,
  start: null,
  either: false,
})

/** Where a piece stands: after a comma or "and", or after a leading word. */
export type Joint = { join: boolean; lead: string }

/** Whether an expression can take a further piece. */
export function compatible(when: When, piece: Piece, { join, lead }: Joint): boolean {
  const weekdaySeen = when.days.some((day) => day.kind === 'weekday')
  switch (piece.kind) {
    case 'clock':
      return when.offset === null && (when.clocks.length === 0 || (join && when.clocks.length < 10))
    case 'part':
      return when.part === null && when.offset === null
    case 'offset':
      return (
        when.days.every((day) => day.kind === 'day' && !day.calendar) &&
        when.clocks.length === 0 &&
        when.repeat === null &&
        when.offset === null
      )
    case 'repeat':
      return when.repeat === null && when.offset === null
    case 'until':
    case 'count':
    case 'start':
      return (
        when.repeat !== null ||
        (piece.kind === 'until' &&
          piece.length !== null &&
          (piece.length.days % 7 === 0 || when.days.length === 0) &&
          when.days.every((day) => day.kind === 'weekday'))
      )
    case 'day':
    case 'weekday':
    case 'span': {
      if (when.offset !== null) return false
      if (when.repeat !== null && lead === 'to') return false
      if (when.days.length === 0) return true
      if (when.days.length >= 10) return false
      const last = when.days[0]
      if (piece.kind === 'day' && piece.calendar && weekdaySeen && when.days.length === 1) return true
      if (piece.kind === 'weekday' && last?.kind === 'day' && last.calendar) return true
      if (piece.kind === 'day' && piece.number !== undefined && last?.kind === 'span' && last.unit === 'month')
        return when.days.length === 1
      if ((piece.kind === 'span' && weekdaySeen) || (piece.kind === 'weekday' && last?.kind === 'span')) return true
      return join && (piece.kind === last?.kind || (piece.kind !== 'span' && last?.kind !== 'span'))
    }
    case 'dayEnd':
      return when.offset === null
    case 'word':
      return true
  }
}

const seriesOf = (days: readonly DayPiece[]): Repeat => {
  const weekdays = days.flatMap((day) => (day.kind === 'weekday' ? [day.weekday] : []))
  return weekdays.length === 0 ? everyDay : { ...everyDay, unit: 'week', weekdays }
}

/** Adds a piece to an expression. */
export function add(when: When, piece: Piece): void {
  switch (piece.kind) {
    case 'clock':
      when.clocks.push(piece.clock)
      when.clockEnd = piece.until
      when.zone = piece.zone ?? when.zone
      return
    case 'part':
      when.part = piece.part
      when.today ||= piece.today
      return
    case 'offset':
      when.offset = piece.minutes
      return
    case 'repeat':
      when.repeat = piece.repeat
      when.part ??= piece.part
      if (piece.clock !== null) when.clocks.push(piece.clock)
      return
    case 'until':
      when.until = piece
      // An alarm at a time for some days rings on each of them; one on Mondays on each Monday.
      when.implied = when.repeat === null && when.days.length > 0
      when.repeat ??= seriesOf(when.days)
      return
    case 'count':
      when.count = piece.count
      return
    case 'start':
      when.start = piece.day
      return
    case 'day':
    case 'weekday':
    case 'span':
      when.days.push(piece)
      return
    case 'dayEnd':
      when.today ||= when.days.length === 0
      return
    case 'word':
      return
  }
}
