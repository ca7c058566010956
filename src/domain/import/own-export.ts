import type { ReminderInput } from '../reminder.ts'
import { type Task, taskSchema } from '../task.ts'
import { type Gathering, gather } from './gather.ts'
import type { ImportDraft, ImportReading } from './import-item.ts'

/** What an export in JSON says of itself. */
export const exportFormat = 'todo-chatbot/1'

type Export = { tasks: unknown[]; conversations?: unknown[]; notifications?: unknown[] }

/** The export that `data` is; null where it is something else. */
export function ownExport(data: unknown): Export | null {
  if (typeof data !== 'object' || data === null || !('format' in data) || data.format !== exportFormat) return null
  return 'tasks' in data && Array.isArray(data.tasks) ? (data as Export) : null
}

/** The tasks of this product's own export. */
export function readOwnExport({ tasks, conversations, notifications }: Export): ImportReading {
  const found = gather('todo-chatbot')
  for (const [index, raw] of tasks.entries()) {
    const task = taskSchema.safeParse(raw)
    const where = `task ${index + 1}`
    if (task.success) found.add(where, draftOf(task.data, found))
    else found.refuse(where, titleOf(raw), 'It is not written as this product writes its tasks.')
  }
  found.lose('chats', conversations?.length ?? 0)
  found.lose('notifications', notifications?.length ?? 0)
  return found.done()
}

function titleOf(raw: unknown): string {
  return typeof raw === 'object' && raw !== null && 'title' in raw && typeof raw.title === 'string' ? raw.title : ''
}

function draftOf(task: Task, found: Gathering): ImportDraft {
  const { id: key, title, notes, priority, tags, status, due, timeZone, createdAt, completedAt } = task
  const { recurrence, seriesId, occurrence } = task
  const inSeries = recurrence !== null && seriesId !== null && occurrence !== null
  return {
    ...{ key, title, notes, priority, tags, status, due, timeZone, createdAt, completedAt },
    recurrence:
      recurrence === null ? null : { rule: recurrence.rule, basis: recurrence.basis, missed: recurrence.missed },
    series: inSeries ? { key: seriesId, occurrence, start: recurrence.start, timeZone: recurrence.timeZone } : null,
    reminders: task.reminders.flatMap((reminder): ReminderInput[] => {
      if (reminder.kind === 'absolute') return [{ kind: 'absolute', at: reminder.fireAt }]
      if (reminder.kind === 'relative' && due !== null)
        return [{ kind: 'relative', minutesBefore: reminder.minutesBefore ?? 0 }]
      found.lose('snoozes')
      return []
    }),
  }
}
