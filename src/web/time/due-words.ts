import type { Task } from '../../domain/task.ts'
import { today, toWallTime } from '../../domain/time/resolve.ts'
import type { WallTime } from '../../domain/time/wall-time.ts'
import { clockWords, longDateWords } from './clock-format.ts'
import { dayWords } from './day-words.ts'
import type { Reader } from './instant-words.ts'

export type DueWords = {
  /** `Today 21:30`; begins with `Overdue` words where it is, so that colour is not the only sign. */
  short: string
  full: string
  urgency: 'overdue' | 'today' | 'later'
}

type Dated = Pick<Task, 'due' | 'dueAt' | 'timeZone' | 'status'>

/** When a task is due, on the reader's clock; null without a due date. */
export function dueWords(task: Dated, reader: Reader): DueWords | null {
  if (task.due === null || task.dueAt === null) return null
  const { date, time } = localDue({ ...task, due: task.due, dueAt: task.dueAt }, reader)
  const here = today(reader.now, reader.timeZone)
  const clock = time === null ? '' : ` ${clockWords(time, reader.hourCycle)}`
  const overdue = task.status === 'open' && Date.parse(task.dueAt) < Date.parse(reader.now)
  const words = `${dayWords(date, here, reader.locale)}${clock}`
  return {
    short: overdue ? `Overdue · ${words}` : words,
    full: `${overdue ? 'Overdue, was due' : 'Due'} ${longDateWords(date, reader.locale)}${clock}`,
    urgency: overdue ? 'overdue' : date === here ? 'today' : 'later',
  }
}

/** All-day tasks keep their date everywhere; a time is the same instant on the reader's clock. */
function localDue(task: { due: WallTime; dueAt: string; timeZone: string }, reader: Reader): WallTime {
  if (task.due.time === null || task.timeZone === reader.timeZone) return task.due
  return toWallTime(task.dueAt, reader.timeZone)
}
