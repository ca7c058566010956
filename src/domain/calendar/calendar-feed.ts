import { describeRecurrence } from '../recurrence/describe.ts'
import type { Recurrence } from '../recurrence/recurrence.ts'
import { dueOfOccurrence } from '../recurrence/series.ts'
import type { Task } from '../task.ts'
import { addDays } from '../time/calendar.ts'
import { localOf } from '../time/resolve.ts'
import type { Instant, WallTime } from '../time/wall-time.ts'
import { contentLine, dateValue, instantValue, textValue } from './content-line.ts'
import { ruleFrom } from './series-rule.ts'
import { timeZoneLines } from './time-zone-lines.ts'

type Content = Pick<Task, 'title' | 'notes' | 'priority' | 'tags'>

/** An open task with a due date. `template`: what later occurrences of its series are, where this one differs. */
export type FeedTask = Content &
  Pick<Task, 'id' | 'timeZone' | 'recurrence' | 'seriesId' | 'occurrence' | 'version' | 'createdAt' | 'updatedAt'> & {
    due: WallTime
    dueAt: Instant
    template: Content | null
  }

export type Feed = {
  tasks: readonly FeedTask[]
  /** Occurrences after the open one that are done or skipped already, by series. */
  taken: ReadonlyMap<string, readonly string[]>
  now: Instant
}

const yearsAhead = 10

/**
 * Tasks as a calendar of RFC 5545 for subscription. Each is an event at its due date, as calendars show no others in a
 * feed (docs/adr/0015); a series is one event with its rule, in its own zone. One that goes on from its completion
 * shows its present occurrence alone: when the next will be, nobody knows.
 */
export function calendarFeed({ tasks, taken, now }: Feed): string {
  const carriers = latestCarriers(tasks)
  const zones = new Map<string, number>()
  const events = tasks.flatMap((task) => {
    const { recurrence, seriesId } = task
    if (recurrence === null || seriesId === null || !carriers.has(task.id)) return singleEvent(task)
    if (recurrence.start.time !== null) zones.set(recurrence.timeZone, yearOf(task, zones.get(recurrence.timeZone)))
    return seriesEvents(task, recurrence, taken.get(seriesId) ?? [])
  })
  const until = Number(now.slice(0, 4)) + yearsAhead
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//todo-chatbot//Tasks//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'NAME:Tasks',
    'X-WR-CALNAME:Tasks',
    'REFRESH-INTERVAL;VALUE=DURATION:PT1H',
    'X-PUBLISHED-TTL:PT1H',
    ...[...zones].sort().flatMap(([zone, from]) => timeZoneLines(zone, { from, until })),
    ...events,
    'END:VCALENDAR',
  ]
  return `${lines.join('\r\n')}\r\n`
}

/** The open tasks that their series goes on from by a rule: the latest of each. */
function latestCarriers(tasks: readonly FeedTask[]): Set<string> {
  const latest = new Map<string, FeedTask>()
  for (const task of tasks) {
    if (task.recurrence?.basis !== 'schedule' || task.seriesId === null || task.occurrence === null) continue
    const known = latest.get(task.seriesId)
    if (known === undefined || (known.occurrence ?? '') < task.occurrence) latest.set(task.seriesId, task)
  }
  return new Set([...latest.values()].map(({ id }) => id))
}

const yearOf = ({ occurrence }: FeedTask, known = 9999): number => Math.min(known, Number(occurrence?.slice(0, 4)) - 1)

function singleEvent(task: FeedTask): string[] {
  const { due, dueAt, recurrence } = task
  const repeats = recurrence?.basis === 'completion' ? `Repeats ${describeRecurrence(recurrence)}.` : ''
  return event(task, {
    uid: task.id,
    start: due.time === null ? dayLines(due.date) : [`DTSTART:${instantValue(dueAt)}`, ...moment],
    content: { ...task, notes: [task.notes, repeats].filter((text) => text !== '').join('\n\n') },
  })
}

function seriesEvents(task: FeedTask, recurrence: Recurrence, taken: readonly string[]): string[] {
  const { due, dueAt, timeZone, template } = task
  const occurrence = task.occurrence ?? localOf(due)
  const uid = `series-${task.seriesId}`
  const nominal = dueOfOccurrence(occurrence)
  const allDay = nominal.time === null
  const at = (name: string, local: string) =>
    allDay
      ? contentLine(`${name};VALUE=DATE`, dateValue(local))
      : contentLine(`${name};TZID=${recurrence.timeZone}`, dateValue(local))
  const master = event(task, {
    uid,
    start: [
      ...(allDay ? dayLines(nominal.date) : [at('DTSTART', occurrence), ...moment]),
      `RRULE:${ruleFrom(recurrence, occurrence)}`,
    ],
    more: taken.filter((other) => other > occurrence).map((other) => at('EXDATE', other)),
    content: template ?? task,
  })
  const moved = localOf(due) !== occurrence || (!allDay && timeZone !== recurrence.timeZone)
  if (!moved && template === null) return master
  const own = event(task, {
    uid,
    start: due.time === null ? dayLines(due.date) : [`DTSTART:${instantValue(dueAt)}`, ...moment],
    more: [at('RECURRENCE-ID', occurrence)],
    content: task,
  })
  return [...master, ...own]
}

// A due time is a moment; calendars draw one without a length as a line nobody can read.
const moment = ['DURATION:PT30M']
const dayLines = (date: string): string[] => [
  `DTSTART;VALUE=DATE:${dateValue(date)}`,
  `DTEND;VALUE=DATE:${dateValue(addDays(date, 1))}`,
]

const priorityValues = { none: 0, low: 9, medium: 5, high: 3, urgent: 1 } as const

type Event = { uid: string; start: readonly string[]; more?: readonly string[]; content: Content }

function event(task: FeedTask, { uid, start, more = [], content }: Event): string[] {
  const { title, notes, priority, tags } = content
  return [
    'BEGIN:VEVENT',
    contentLine('UID', `${uid}@todo-chatbot`),
    `DTSTAMP:${instantValue(task.updatedAt)}`,
    `CREATED:${instantValue(task.createdAt)}`,
    `LAST-MODIFIED:${instantValue(task.updatedAt)}`,
    `SEQUENCE:${task.version - 1}`,
    ...start,
    ...more,
    contentLine('SUMMARY', textValue(title)),
    ...(notes === '' ? [] : [contentLine('DESCRIPTION', textValue(notes))]),
    ...(tags.length === 0 ? [] : [contentLine('CATEGORIES', tags.map(textValue).join(','))]),
    ...(priority === 'none' ? [] : [`PRIORITY:${priorityValues[priority]}`]),
    // Nobody is busy for having something to do.
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ]
}
