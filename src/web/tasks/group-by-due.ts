import type { Task } from '../../domain/task.ts'
import { addDays } from '../../domain/time/calendar.ts'
import { today, toWallTime } from '../../domain/time/resolve.ts'
import type { Reader } from '../time/instant-words.ts'

export type TaskGroup = { title: string; tasks: Task[] }

/** Tasks in the order of their due dates, under headings; groups follow the order of the tasks. */
export function groupByDue(tasks: readonly Task[], reader: Reader): TaskGroup[] {
  const groups: TaskGroup[] = []
  for (const task of tasks) {
    const title = headingOf(task, reader)
    const last = groups.at(-1)
    if (last?.title === title) last.tasks.push(task)
    else groups.push({ title, tasks: [task] })
  }
  return groups
}

function headingOf(task: Task, reader: Reader): string {
  if (task.due === null || task.dueAt === null) return 'No date'
  if (task.status === 'open' && Date.parse(task.dueAt) < Date.parse(reader.now)) return 'Overdue'
  const here = today(reader.now, reader.timeZone)
  const date = task.due.time === null ? task.due.date : toWallTime(task.dueAt, reader.timeZone).date
  if (date < here) return 'Earlier'
  if (date === here) return 'Today'
  if (date === addDays(here, 1)) return 'Tomorrow'
  return date <= addDays(here, 7) ? 'Next 7 days' : 'Later'
}
