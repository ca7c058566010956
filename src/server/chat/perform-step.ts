import type { MessagePart } from '../../domain/conversation.ts'
import { AppError, errorTable } from '../../domain/errors.ts'
import { taskFields } from '../../domain/language/task-fields.ts'
import { withReminder } from '../../domain/language/with-reminder.ts'
import { limits } from '../../domain/limits.ts'
import type { Task } from '../../domain/task.ts'
import { taskCreateSchema, taskListSchema } from '../../domain/task-input.ts'
import type { ChangeService } from '../changes/change-service.ts'
import type { By } from '../tasks/task-dependencies.ts'
import { type ChangeTasks, changeTasks } from './change-tasks.ts'
import { parsed } from './edit-patch.ts'
import type { Act, Step } from './step.ts'
import { actText } from './wording/act-text.ts'
import { foundText } from './wording/filter-text.ts'
import { helpReply, type Reply, smallTalkReply } from './wording/help.ts'
import { nextDatesSentence } from './wording/next-dates.ts'
import { reminderSentence, taskLine } from './wording/task-text.ts'
import { capitalized, counted, quoted } from './wording/text.ts'
import { trendReply } from './wording/trend-text.ts'

export type Performing = ChangeTasks & { changes: ChangeService }

const shownTasks = 20
const countedAtMost = 1_000

/**
 * Carries a step out and tells what happened. What the user can mend is told in the answer; what may work a moment
 * later (AppErrors of 5xx) is thrown, so that the message can be sent again.
 */
export async function performStep(context: Performing, by: By, step: Step): Promise<Reply> {
  try {
    return await perform(context, by, step)
  } catch (error) {
    if (!(error instanceof AppError) || errorTable[error.code].http >= 500 || error.code === 'signed_out') throw error
    return { text: failureText(step, error), parts: [] }
  }
}

/** The same, with every AppError thrown. */
export async function perform(context: Performing, by: By, step: Step): Promise<Reply> {
  switch (step.do) {
    case 'create':
      return create(context, by, step)
    case 'list':
      return list(context, by, step)
    case 'trend':
      return trendReply(step.trend, await context.tasks.trend(by.user, step.trend), context.present)
    case 'show':
      return show(context, by, step.ids)
    case 'act':
      return act(context, by, step)
    case 'undo':
      return undo(context, by)
    case 'help':
      return helpReply(step.topic)
    case 'none':
      return smallTalkReply(step.reason)
    case 'say':
      return { text: step.text, parts: step.examples.length === 0 ? [] : [{ type: 'examples', texts: step.examples }] }
    case 'ask': {
      const { question, ids, confirmationId, expiresAt } = step
      return { text: question, parts: [...taskParts(ids), { type: 'confirm', confirmationId, question, expiresAt }] }
    }
    case 'choose':
      return { text: step.text, parts: [{ type: 'choose', options: step.options, expiresAt: step.expiresAt }] }
  }
}

function failureText(step: Step, error: AppError): string {
  if (step.do === 'undo') return 'There is nothing to undo, or it was changed since.'
  if (step.do === 'create') return `I could not create ${quoted(step.task.title)}. ${error.userMessage}`
  return `${error.userMessage} Nothing was changed.`
}

async function create(
  { tasks, present }: Performing,
  by: By,
  { task: draft, asked }: Extract<Step, { do: 'create' }>,
): Promise<Reply> {
  const { tasks: created, changeId } = await tasks.create(
    by,
    parsed(taskCreateSchema, taskFields(withReminder(draft, asked))),
  )
  const [task] = created
  if (task === undefined) throw new AppError('internal')
  const undated = asked && task.due === null && task.reminders.length === 0
  const reminders = undated
    ? 'It has no date, so I cannot remind you yet: say “remind me tomorrow at 9”, for example.'
    : reminderSentence(task, present)
  const text = [`Created ${taskLine(task, present)}.`, reminders, nextDatesSentence(task, present)]
    .filter((sentence) => sentence !== '')
    .join(' ')
  return { text, parts: [...taskParts([task.id]), { type: 'undo', changeId }] }
}

async function list(
  { tasks, present }: Performing,
  { user }: By,
  { filter, sort, count }: Extract<Step, { do: 'list' }>,
): Promise<Reply> {
  const direction = sort === 'priority' || sort === 'created' ? 'desc' : 'asc'
  const query = { filter, sort, direction }
  const { items, nextCursor } = await tasks.list(user, taskListSchema.parse({ ...query, limit: shownTasks }))
  if (items.length === 0) return { text: `${foundText('no', filter, present)}.`, parts: [] }
  let total = items.length
  for (let cursor = nextCursor; cursor !== null && total <= countedAtMost; ) {
    const page = await tasks.list(user, taskListSchema.parse({ ...query, cursor, limit: limits.pageSize }))
    total += page.items.length
    cursor = page.nextCursor
  }
  const found = foundText(total > countedAtMost ? 'more than 1,000' : total, filter, present)
  if (count) return { text: `${found}.`, parts: [] }
  const more = total - items.length
  const text =
    more === 0
      ? `${found}:`
      : `${found}. Here are the first ${items.length} (and ${counted(more, 'task').replace(/ .*/, '')} more):`
  return { text, parts: [{ type: 'tasks', ids: items.map(({ id }) => id), layout: 'list', more }] }
}

async function show({ tasks, present }: Performing, { user }: By, ids: readonly string[]): Promise<Reply> {
  const found = await tasks.byIds(user, ids)
  if (found.length === 0) return { text: 'That task does not exist any more.', parts: [] }
  const text =
    found.length === 1 ? found.map((task) => taskLine(task, present)).join('') : `${counted(found.length, 'task')}:`
  return { text, parts: taskParts(found.map(({ id }) => id)) }
}

async function act(context: Performing, by: By, step: Act): Promise<Reply> {
  const { tasks, deleted, changeId } = await changeTasks(context, by, step)
  if (tasks.length + deleted.length === 0) return { text: 'There was nothing left to change.', parts: [] }
  // A series may move another of its tasks along; what was spoken of comes first.
  const about = [...step.ids.flatMap((id) => tasks.find((task) => task.id === id) ?? [])]
  const text = actText(step, about, context.present)
  return { text, parts: [...taskParts(about.map(({ id }) => id)), { type: 'undo', changeId }] }
}

async function undo({ changes, present }: Performing, by: By): Promise<Reply> {
  const { tasks, deleted, changeId } = await changes.undoLatest(by)
  const parts: MessagePart[] = [...taskParts(tasks.map(({ id }) => id)), { type: 'undo', changeId }]
  return { text: undoneText(tasks, deleted.length, present), parts }
}

function undoneText(tasks: readonly Task[], deleted: number, present: Performing['present']): string {
  const [task] = tasks
  const gone =
    deleted === 0
      ? ''
      : ` ${capitalized(counted(deleted, 'task'))} that it had made ${deleted === 1 ? 'is' : 'are'} gone.`
  if (task === undefined) return `Undone.${gone}`
  if (tasks.length === 1) return `Undone: ${taskLine(task, present)} is as it was.${gone}`
  return `Undone: ${counted(tasks.length, 'task')} are as they were.${gone}`
}

function taskParts(ids: readonly string[]): MessagePart[] {
  if (ids.length === 0) return []
  const shown = ids.slice(0, shownTasks)
  return [{ type: 'tasks', ids: shown, layout: ids.length > 1 ? 'list' : 'cards', more: ids.length - shown.length }]
}
