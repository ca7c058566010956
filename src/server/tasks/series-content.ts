import { priorities } from '../../domain/task.ts'
import type { EditScope, TaskPatch } from '../../domain/task-input.ts'
import type { SeriesTemplate, TaskRow } from '../database/task-rows.ts'
import { relativeMinutes } from './reminder-rows.ts'

type Content = Pick<TaskRow, 'title' | 'notes' | 'priority' | 'tags'>

/** What the next occurrence of a series gets: as this one, or as the series was before this one was edited alone. */
export function nextContent(row: TaskRow): SeriesTemplate {
  return row.template ?? { ...contentOf(row), reminders: relativeMinutes(row.reminders) }
}

/** The columns of a patch that have no consequences. */
export function patchedContent(patch: TaskPatch): Partial<Content> {
  return {
    ...(patch.title === undefined ? {} : { title: patch.title }),
    ...(patch.notes === undefined ? {} : { notes: patch.notes }),
    ...(patch.priority === undefined ? {} : { priority: priorities.indexOf(patch.priority) }),
    ...(patch.tags === undefined ? {} : { tags: patch.tags }),
  }
}

/** The template after an edit: of this occurrence alone it keeps what was, of the future it takes what is new. */
export function patchedTemplate(row: TaskRow, patch: TaskPatch, scope: EditScope): SeriesTemplate | null {
  const content = patchedContent(patch)
  if (scope === 'this') {
    const touched = Object.keys(content).length > 0 || patch.reminders !== undefined
    return touched ? nextContent(row) : row.template
  }
  if (row.template === null) return null
  const reminders = patch.reminders?.flatMap((reminder) => (reminder.kind === 'relative' ? reminder.minutesBefore : []))
  return { ...row.template, ...content, ...(reminders === undefined ? {} : { reminders }) }
}

function contentOf({ title, notes, priority, tags }: TaskRow): Content {
  return { title, notes, priority, tags }
}
