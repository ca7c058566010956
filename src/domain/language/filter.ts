import type { Priority } from '../task.ts'
import type { TaskFilter } from '../task-input.ts'
import { endOfDay, startOfDay } from '../time/resolve.ts'
import { isoDay, startOfWeek } from './calendar.ts'
import type { Part } from './lexicon.ts'
import type { Moment } from './piece.ts'
import { marksOf, type Scan } from './scan.ts'
import type { Token } from './tokens.ts'

const statusWords: Record<string, 'open' | 'done' | 'skipped'> = {
  open: 'open',
  pending: 'open',
  remaining: 'open',
  outstanding: 'open',
  unfinished: 'open',
  incomplete: 'open',
  undone: 'open',
  left: 'open',
  active: 'open',
  upcoming: 'open',
  done: 'done',
  completed: 'done',
  complete: 'done',
  finished: 'done',
  finish: 'done',
  closed: 'done',
  did: 'done',
  accomplished: 'done',
  ticked: 'done',
  skipped: 'skipped',
}
const priorityWords: Record<string, Priority> = { urgent: 'urgent', critical: 'urgent', important: 'high' }
const overdue = new Set('overdue late missed'.split(' '))

export type Filtered = { filter: TaskFilter; used: Set<Token> }

type Range = { from: string; until: string }

/** The days all date expressions together span; "before" and "after" leave one end open. */
function rangeOf(scan: Scan, now: Moment): { from?: string; until?: string } | null {
  let range: { from?: string; until?: string } | null = null
  for (const { when, resolved } of marksOf(scan).dates) {
    if (resolved.range === null && !resolved.timeOnly) continue
    const { from, to } = resolved.range ?? { from: now.today, to: now.today }
    if (resolved.range === null) continue
    if (when.lead === 'before' || when.lead === 'until' || when.lead === 'by' || when.lead === 'through')
      range = { until: isoDay(when.lead === 'before' && when.clocks.length === 0 ? from - 1 : to) }
    else if (when.lead === 'after' || when.lead === 'since')
      range = { from: isoDay(when.lead === 'after' && when.clocks.length === 0 ? to + 1 : from) }
    else range = { from: isoDay(from), until: isoDay(to) }
  }
  return range
}

/** When parts of the day are, as far as tasks due in them go. */
const partTimes: Partial<Record<Part, { from: string; until: string }>> = {
  morning: { from: '05:00', until: '11:59' },
  afternoon: { from: '12:00', until: '17:59' },
  evening: { from: '18:00', until: '23:59' },
  night: { from: '18:00', until: '23:59' },
}

/** The time of day said; null where none is, or its half of the day is left open. */
function timesOf(scan: Scan): TaskFilter['dueTime'] | null {
  for (const { when, resolved } of marksOf(scan).dates) {
    const [clock, other] = when.clocks
    // "from 3pm to 4pm" says where something is moved from.
    if (when.repeat !== null || other !== undefined || when.offset !== null || when.lead === 'from') continue
    if (clock === undefined && when.part !== null) return partTimes[when.part] ?? null
    const time = clock === undefined || (clock.vague && when.part === null) ? undefined : resolved.dues[0]?.time
    if (time === undefined || time === null) continue
    if (/^(before|until|by)$/.test(when.lead)) return { until: time }
    if (/^(after|since)$/.test(when.lead)) return { from: time }
    return { from: time, until: resolved.endTime ?? time }
  }
  return null
}

const named = (range: Range, now: Moment): TaskFilter['due'] => {
  if (range.from === range.until && range.from === isoDay(now.today)) return 'today'
  if (range.from === range.until && range.from === isoDay(now.today + 1)) return 'tomorrow'
  const week = startOfWeek(now.today, now.weekStart)
  return range.from === isoDay(week) && range.until === isoDay(week + 6) ? 'week' : range
}

/** What a clause says about the tasks meant: status, days, priority, tags; `used` are words it rests on. */
export function filterOf(scan: Scan, now: Moment, timeZone: string): Filtered {
  const marks = marksOf(scan)
  const filter: TaskFilter = {}
  const used = new Set<Token>()
  const priorities = new Set<Priority>(
    scan.found.flatMap((item) => (item.kind === 'priority' && item.priority !== 'none' ? [item.priority] : [])),
  )
  for (const token of scan.rest) {
    const status = Object.hasOwn(statusWords, token.word) && !token.opaque ? statusWords[token.word] : undefined
    if (status !== undefined) {
      filter.status = [status]
      used.add(token)
    } else if (/^(recurring|repeating|repeated|recurrent)$/.test(token.word)) {
      filter.recurring = true
      used.add(token)
    } else if (overdue.has(token.word)) {
      filter.due = 'overdue'
      used.add(token)
    } else if (token.word === 'unscheduled' || token.word === 'undated') {
      filter.due = 'none'
      used.add(token)
    }
  }
  const without = scan.rest.findIndex((token) => token.word === 'without' || token.word === 'no')
  const missing = scan.rest.slice(without + 1).findIndex((token) => /^(date|dates|deadline|due|time)$/.test(token.word))
  if (without >= 0 && missing >= 0 && missing <= 2) {
    filter.due = 'none'
    for (const token of scan.rest.slice(without, without + 4))
      if (/^(without|no|a|due|date|dates|deadline|time)$/.test(token.word)) used.add(token)
  }
  for (const token of scan.rest) {
    const priority = Object.hasOwn(priorityWords, token.word) && !token.opaque ? priorityWords[token.word] : undefined
    if (priority === undefined) continue
    priorities.add(priority)
    used.add(token)
  }
  if (priorities.size > 0) filter.priority = [...priorities]
  if (marks.tags.length > 0) filter.tagsAll = marks.tags
  const times = timesOf(scan)
  if (times !== null) filter.dueTime = times
  const range = rangeOf(scan, now)
  if (range === null) return { filter, used }
  if (filter.status?.[0] === 'done') {
    filter.completed = {
      ...(range.from === undefined ? {} : { from: startOfDay(range.from, timeZone) }),
      ...(range.until === undefined ? {} : { until: endOfDay(range.until, timeZone) }),
    }
  } else if (filter.due === undefined) {
    filter.due =
      range.from !== undefined && range.until !== undefined
        ? named({ from: range.from, until: range.until }, now)
        : range
  }
  return { filter, used }
}
