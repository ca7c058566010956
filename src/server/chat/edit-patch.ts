import type { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import type { DraftPatch, Shift } from '../../domain/language/plan.ts'
import { shiftedDue } from '../../domain/language/shift.ts'
import type { Task } from '../../domain/task.ts'
import { type EditScope, type TaskPatch, taskPatchSchema } from '../../domain/task-input.ts'
import { addDays } from '../../domain/time/calendar.ts'
import { dueInstant } from '../../domain/time/due.ts'
import { today } from '../../domain/time/resolve.ts'
import type { WallTime } from '../../domain/time/wall-time.ts'
import { inputProblem } from '../api/input-problem.ts'
import type { Present } from './wording/dates.ts'
import { quoted } from './wording/text.ts'

/** What a message says to change, for the task as it is now. AppErrors where the values do not fit. */
export function editPatch(task: Task, draft: DraftPatch, present: Present): TaskPatch {
  const { addTags, removeTags, time, shift, ...fields } = draft
  const tags =
    addTags === undefined && removeTags === undefined
      ? {}
      : { tags: [...task.tags.filter((tag) => !removeTags?.includes(tag)), ...(addTags ?? [])] }
  const due = dueAfter(task, draft, present)
  return parsed(taskPatchSchema, { ...fields, ...tags, ...(due === undefined ? {} : { due }) })
}

/** Moving one occurrence leaves the others where they are; anything else is meant for those to come as well. */
export function scopeOf(draft: DraftPatch): EditScope {
  return draft.due === undefined && draft.time === undefined && draft.shift === undefined ? 'future' : 'this'
}

/** `input` by a schema of the domain; its first problem as an AppError with a sentence for the user. */
export function parsed<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const { code, message } = inputProblem(result.error)
  throw new AppError(code, { userMessage: message, cause: result.error })
}

function dueAfter(
  task: Task,
  { due, time, shift, recurrence }: DraftPatch,
  present: Present,
): WallTime | null | undefined {
  const { timeZone } = present.settings
  if (shift !== undefined) return moved(task, shift)
  if (time !== undefined) {
    const date = (due ?? task.due)?.date
    return date === undefined ? nextTime(time, present) : { date, time }
  }
  if (due === undefined && task.due === null && recurrence) return { date: today(present.now, timeZone), time: null }
  // A new day leaves the time of day: "move the meeting to Friday".
  if (due && due.time === null && task.due?.time) return { date: due.date, time: task.due.time }
  return due
}

function moved({ title, due }: Task, shift: Shift): WallTime {
  const after = due === null ? null : shiftedDue(due, shift)
  if (after !== null) return after
  const missing = due === null ? 'date' : 'time'
  throw new AppError('invalid_input', { userMessage: `${quoted(title)} has no ${missing} yet that could be moved.` })
}

/** That time today, or tomorrow where it has passed. */
function nextTime(time: string, { now, settings }: Present): WallTime {
  const date = today(now, settings.timeZone)
  const passed = dueInstant({ date, time }, settings.timeZone) <= new Date(now).toISOString()
  return { date: passed ? addDays(date, 1) : date, time }
}
