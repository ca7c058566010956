import type { Settings } from '../../domain/settings.ts'
import { priorities } from '../../domain/task.ts'
import type { TaskFilter } from '../../domain/task-input.ts'
import { addDays, startOfWeek } from '../../domain/time/calendar.ts'
import { startOfDay, today } from '../../domain/time/resolve.ts'
import type { Instant } from '../../domain/time/wall-time.ts'
import type { PageFilter } from '../database/task-calls.ts'
import { searchTerms } from './search-terms.ts'

/** The user's present: what named days mean. */
export type Present = { now: Instant; settings: Pick<Settings, 'timeZone' | 'weekStart'> }

/** Where today, tomorrow and the week after this one begin in the user's zone. */
export function dayBounds({ now, settings: { timeZone, weekStart } }: Present): {
  today: Instant
  tomorrow: Instant
  dayAfter: Instant
  weekEnd: Instant
} {
  const date = today(now, timeZone)
  const start = (days: number) => startOfDay(addDays(date, days), timeZone)
  const weekEnd = startOfDay(addDays(startOfWeek(date, weekStart), 7), timeZone)
  return { today: start(0), tomorrow: start(1), dayAfter: start(2), weekEnd }
}

/** A filter in the database's terms. What is overdue, the database's clock decides; only open tasks can be. */
export function pageFilter(filter: TaskFilter, present: Present): PageFilter {
  const { status, priority, tagsAny, tagsAll, due, completed, search, recurring, dueTime } = filter
  return {
    ...(status === undefined ? {} : { status: [...new Set(status)] }),
    ...(priority === undefined ? {} : { priority: priority.map((name) => priorities.indexOf(name)) }),
    ...(tagsAny === undefined ? {} : { tagsAny }),
    ...(tagsAll === undefined ? {} : { tagsAll }),
    ...(due === undefined ? {} : dueFilter(due, present)),
    ...(due === 'overdue' && status === undefined ? { status: ['open'] } : {}),
    ...(recurring === undefined ? {} : { recurring }),
    ...(dueTime?.from === undefined ? {} : { timeFrom: dueTime.from }),
    ...(dueTime?.until === undefined ? {} : { timeUntil: dueTime.until }),
    ...(completed?.from === undefined ? {} : { completedFrom: completed.from }),
    ...(completed?.until === undefined ? {} : { completedUntil: completed.until }),
    ...searchTerms(search ?? ''),
  }
}

function dueFilter(due: NonNullable<TaskFilter['due']>, present: Present): PageFilter {
  if (typeof due === 'object') {
    const { timeZone } = present.settings
    return {
      hasDue: true,
      ...(due.from === undefined ? {} : { dueFrom: startOfDay(due.from, timeZone) }),
      ...(due.until === undefined ? {} : { dueUntil: startOfDay(addDays(due.until, 1), timeZone) }),
    }
  }
  const bounds = dayBounds(present)
  switch (due) {
    case 'overdue':
      return { overdue: true }
    case 'today':
      return { dueFrom: bounds.today, dueUntil: bounds.tomorrow }
    case 'tomorrow':
      return { dueFrom: bounds.tomorrow, dueUntil: bounds.dayAfter }
    case 'week':
      return { dueFrom: bounds.today, dueUntil: bounds.weekEnd }
    case 'none':
      return { noDue: true }
    case 'any':
      return { hasDue: true }
  }
}
