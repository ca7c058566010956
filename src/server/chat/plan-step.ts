import type { Command, TaskReference } from '../../domain/language/plan.ts'
import { asksForReminding } from '../../domain/language/with-reminder.ts'
import { limits } from '../../domain/limits.ts'
import type { Task } from '../../domain/task.ts'
import { type Resolving, resolveTarget } from './resolve-target.ts'
import type { Act, Action, Step } from './step.ts'
import { confirmQuestion } from './wording/act-text.ts'
import { dueText, type Present } from './wording/dates.ts'
import { quoted } from './wording/text.ts'

/** A step, or a question whose confirmations have still to be stored. */
export type PlannedStep =
  | { kind: 'step'; step: Step }
  | { kind: 'ask'; question: string; act: Act }
  | { kind: 'choose'; text: string; options: { label: string; act: Act }[] }

type Planning = Omit<Resolving, 'preferred'> & { text: string }

const ended = ['done', 'skipped'] as const
const openFirst = [['open'], ended] as const

/** What to do about a command at this point of the conversation. Changes nothing. */
export async function planStep(command: Command, planning: Planning): Promise<PlannedStep> {
  switch (command.kind) {
    case 'create':
      return ready({ do: 'create', task: command.task, asked: asksForReminding(planning.text) })
    case 'list':
      return ready({ do: 'list', filter: command.filter, sort: command.sort, count: command.count })
    case 'trend': {
      const { kind: _, ...trend } = command
      return ready({ do: 'trend', trend })
    }
    case 'get':
      return planShow(command.target, planning)
    case 'update':
      if (Object.keys(command.patch).length === 0) return say('I am not sure what to change there.', changeExamples)
      return planAct({ kind: 'edit', patch: command.patch }, command.target, planning)
    case 'snooze':
      return planAct({ kind: 'snooze', until: command.until }, command.target, planning)
    case 'complete':
    case 'reopen':
    case 'delete':
    case 'skip':
    case 'stop':
      return planAct({ kind: command.kind }, command.target, planning)
    case 'undo':
      return ready({ do: 'undo' })
    case 'help':
      return ready({ do: 'help', topic: command.topic })
    case 'none':
      return ready({ do: 'none', reason: command.reason })
  }
}

const changeExamples = ['move it to Friday 3pm', 'rename milk to oat milk', 'make it urgent']
const ready = (step: Step): PlannedStep => ({ kind: 'step', step })
const say = (text: string, examples: string[] = []): PlannedStep => ready({ do: 'say', text, examples })

async function planShow(target: TaskReference, planning: Planning): Promise<PlannedStep> {
  const found = await resolveTarget(target, { ...planning, preferred: openFirst })
  if (found.kind === 'missing') return say(found.text, ['show my tasks'])
  return ready({ do: 'show', ids: found.tasks.slice(0, limits.pageSize).map(({ id }) => id) })
}

async function planAct(action: Action, target: TaskReference, planning: Planning): Promise<PlannedStep> {
  const preferred = action.kind === 'reopen' ? [ended, ['open'] as const] : openFirst
  const found = await resolveTarget(target, { ...planning, preferred })
  if (found.kind === 'missing') return say(found.text, ['show my tasks'])
  if (found.kind === 'unclear') {
    const options = found.tasks.map((task) => ({
      label: optionLabel(task, planning.present),
      act: act(action, [task]),
    }))
    return { kind: 'choose', text: found.text, options }
  }
  const fitting = found.tasks.filter((task) => fits(action, task))
  if (fitting.length === 0) return say(notFitting(action, found.tasks))
  if (fitting.length > limits.bulkItems) {
    return say(
      `That would be more than ${limits.bulkItems} tasks at once. Narrow it down, for example by a tag or a date.`,
    )
  }
  const needsYes = action.kind === 'delete' || action.kind === 'stop' || fitting.length > 1
  const planned = act(action, fitting)
  if (needsYes) return { kind: 'ask', question: confirmQuestion(planned, planning.present), act: planned }
  return ready(planned)
}

function act(action: Action, tasks: readonly Task[]): Act {
  return { do: 'act', action, ids: tasks.map(({ id }) => id), titles: tasks.slice(0, 4).map(({ title }) => title) }
}

function fits(action: Action, task: Task): boolean {
  const open = task.status === 'open'
  if (action.kind === 'reopen') return !open
  if (action.kind === 'stop') return task.recurrence !== null
  if (action.kind === 'skip') return open && task.recurrence !== null
  if (action.kind === 'complete' || action.kind === 'snooze') return open
  return true
}

function notFitting(action: Action, tasks: readonly Task[]): string {
  const [task] = tasks
  const one = tasks.length === 1 && task !== undefined
  const subject = one ? quoted(task.title) : 'They'
  if (action.kind === 'reopen') return `${subject} ${one ? 'is' : 'are all'} open already.`
  if (action.kind === 'stop' || (action.kind === 'skip' && task?.status === 'open'))
    return `${subject} ${one ? 'does' : 'do'} not repeat.`
  const state = task?.status === 'skipped' ? 'skipped' : 'done'
  return `${subject} ${one ? 'is' : 'are all'} ${state} already.`
}

function optionLabel(task: Task, present: Present): string {
  const due = task.due === null ? '' : ` · ${dueText(task.due, task.timeZone, present)}`
  const tags = task.tags.map((tag) => ` #${tag}`).join('')
  return `${quoted(task.title)}${due}${tags}`
}
