import type { WallTime } from '../time/wall-time.ts'
import { shiftDay } from './amount.ts'
import { clockTime, isoDay, parseIsoDay } from './calendar.ts'
import type { Shift } from './plan.ts'

const dayMinutes = 1440

/** A due date moved by a length, by the clock on the wall; null where hours are asked of a day without a time. */
export function shiftedDue(due: WallTime, { minutes, days, workdays, months }: Shift): WallTime | null {
  const sign = workdays < 0 || months < 0 || days < 0 ? -1 : 1
  const length = { minutes: 0, days: Math.abs(days), workdays: Math.abs(workdays), months: Math.abs(months) }
  const day = shiftDay(parseIsoDay(due.date), length, sign)
  if (minutes === 0) return { date: isoDay(day), time: due.time }
  if (due.time === null) return null
  const total = Number(due.time.slice(0, 2)) * 60 + Number(due.time.slice(3)) + minutes
  const over = Math.floor(total / dayMinutes)
  return { date: isoDay(day + over), time: clockTime(total - over * dayMinutes) }
}
