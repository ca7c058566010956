import { z } from 'zod'
import type { RecurrenceInput } from '../recurrence/recurrence.ts'
import type { ReminderInput } from '../reminder.ts'
import type { Priority } from '../task.ts'
import { toWallTime } from '../time/resolve.ts'
import type { WallTime } from '../time/wall-time.ts'
import { type Gathering, gather, tagsOf } from './gather.ts'
import { emptyDraft, type ImportContext, type ImportDraft, type ImportReading } from './import-item.ts'

const text = z.string().nullish()
const list = <T extends z.ZodType>(item: T) => z.array(item).nullish()
const taskSchema = z.looseObject({
  id: z.number(),
  title: z.string(),
  description: text,
  done: z.boolean().nullish(),
  done_at: text,
  due_date: text,
  start_date: text,
  end_date: text,
  priority: z.number().nullish(),
  repeat_after: z.number().nullish(),
  repeat_mode: z.number().nullish(),
  percent_done: z.number().nullish(),
  created: text,
  labels: list(z.looseObject({ title: z.string() })),
  assignees: list(z.unknown()),
  attachments: list(z.unknown()),
  reminders: list(z.looseObject({ reminder: text, relative_period: z.number().nullish(), relative_to: text })),
  comments: list(z.looseObject({ comment: z.string() })),
  related_tasks: z.looseObject({ parenttask: list(z.looseObject({ title: z.string() })) }).nullish(),
})
type Task = z.infer<typeof taskSchema>
const projectSchema = z.looseObject({ title: z.string(), tasks: list(z.unknown()) })

/** The projects of `data.json` in Vikunja's export; null where it is something else. */
export function vikunjaProjects(data: unknown): z.infer<typeof projectSchema>[] | null {
  const parsed = z.array(projectSchema).safeParse(data)
  return parsed.success && parsed.data.some((project) => 'tasks' in project || 'identifier' in project)
    ? parsed.data
    : null
}

/** Vikunja's export: projects and labels become tags, comments notes. */
export function readVikunja(projects: z.infer<typeof projectSchema>[], context: ImportContext): ImportReading {
  const found = gather('vikunja')
  for (const { title: project, tasks } of projects)
    for (const [index, raw] of (tasks ?? []).entries()) {
      const where = `${project}, task ${index + 1}`
      const task = taskSchema.safeParse(raw)
      if (task.success) found.add(where, readTask(task.data, { project, context, found }))
      else found.refuse(where, '', 'It is not written as Vikunja writes its tasks.')
    }
  return found.done()
}

type Place = { project: string; context: ImportContext; found: Gathering }

function readTask(task: Task, { project, context, found }: Place): ImportDraft {
  const { timeZone } = context
  const createdAt = instantOf(task.created)
  // Ids begin at 1 on every server: with the time of creation they are told apart.
  const draft = emptyDraft(`${task.id} ${createdAt ?? ''}`, task.title, timeZone)
  const due = wallTimeOf(instantOf(task.due_date), timeZone)
  const parent = task.related_tasks?.parenttask?.[0]?.title
  const notes = [plainText(task.description ?? ''), parent === undefined ? '' : `Part of: ${parent}`]
  for (const { comment } of task.comments ?? []) notes.push(plainText(comment))
  found.lose('assignees', task.assignees?.length ?? 0)
  found.lose('attachments', task.attachments?.length ?? 0)
  if (instantOf(task.start_date) !== null || instantOf(task.end_date) !== null) found.lose('start and end dates')
  if (task.percent_done && task.percent_done < 1) found.lose('progress in percent')
  const recurrence = due === null || task.done ? null : recurrenceOf(task, found)
  return {
    ...draft,
    notes: notes.filter((line) => line !== '').join('\n\n'),
    priority: priorities[Math.min(task.priority ?? 0, 5)] ?? 'none',
    tags: tagsOf([...(task.labels ?? []).map(({ title }) => title), ...(/^inbox$/i.test(project) ? [] : [project])]),
    status: task.done ? 'done' : 'open',
    due,
    recurrence,
    reminders: task.done ? [] : remindersOf(task, due, { context, found }),
    createdAt,
    completedAt: task.done ? (instantOf(task.done_at) ?? createdAt ?? context.now) : null,
  }
}

const priorities: readonly Priority[] = ['none', 'low', 'medium', 'high', 'urgent', 'urgent']

/** Its empty times are the first instant of the year 1. */
function instantOf(at: string | null | undefined): string | null {
  const ms = Date.parse(at ?? '')
  return Number.isNaN(ms) || ms < Date.UTC(1900, 0) ? null : new Date(ms).toISOString()
}

/** Every date has a time there; midnight and the last minute of a day mean the whole day. */
function wallTimeOf(at: string | null, timeZone: string): WallTime | null {
  if (at === null) return null
  const { date, time } = toWallTime(at, timeZone)
  return { date, time: time === '00:00' || time === '23:59' ? null : time }
}

const daySeconds = 86_400

function recurrenceOf({ repeat_after, repeat_mode }: Task, found: Gathering): RecurrenceInput | null {
  if (repeat_mode === 1) return { rule: 'FREQ=MONTHLY' }
  const seconds = repeat_after ?? 0
  if (seconds <= 0) return null
  const days = seconds / daySeconds
  if (!Number.isInteger(days) || days > 999) {
    found.lose('repetitions that are not whole days')
    return null
  }
  const weeks = days / 7
  const rule = Number.isInteger(weeks) ? `FREQ=WEEKLY;INTERVAL=${weeks}` : `FREQ=DAILY;INTERVAL=${days}`
  return { rule, basis: repeat_mode === 2 ? 'completion' : 'schedule' }
}

type Reading = { context: ImportContext; found: Gathering }

function remindersOf(task: Task, due: WallTime | null, { context, found }: Reading): ReminderInput[] {
  return (task.reminders ?? []).flatMap(({ reminder, relative_period, relative_to }): ReminderInput[] => {
    const early = -(relative_period ?? 0) / 60
    if (relative_to === 'due_date' && due !== null && due.time !== null && early >= 0)
      return [{ kind: 'relative', minutesBefore: Math.round(early) }]
    const at = instantOf(reminder)
    if (at !== null && at > context.now) return [{ kind: 'absolute', at }]
    found.lose('reminders that have passed')
    return []
  })
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' }

/** Its texts are HTML: paragraphs and items become lines, everything else its plain text. */
function plainText(html: string): string {
  return html
    .replace(/<(?:br|\/p|\/li|\/h\d|\/div|\/tr)[^>]*>/gi, '\n')
    .replace(/<li[^>]*>/gi, '- ')
    .replace(/<[^>]*>/g, '')
    .replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (_, name: string) => entities[name] ?? '')
    .replace(/\n{3,}/g, '\n\n')
    .trim()
}
