import { localOf } from '../time/resolve.ts'
import type { TaskDraft } from './plan.ts'

/** A draft as the fields of a task: tasks have no end, so that of a range is kept in the notes. */
export function taskFields({ end, due, notes, ...fields }: TaskDraft): Omit<TaskDraft, 'end'> {
  const shown =
    end === null
      ? ''
      : `until ${end.time !== null && end.date === due?.date ? end.time : localOf(end).replace('T', ' ')}`
  return { ...fields, due, notes: [notes, shown].filter((line) => line !== '').join('\n') }
}
