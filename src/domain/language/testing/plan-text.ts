import type { Command, DraftPatch, Plan, TaskDraft, TaskReference } from '../plan.ts'
import { understand } from '../understand.ts'

/** Monday 23 November 2026, 10:00 in Berlin: the reference time of every phrase in the tests. */
export const referenceContext = { now: '2026-11-23T09:00:00.000Z', timeZone: 'Europe/Berlin', weekStart: 1 }

/** Phrases by feature, each with what it means at the reference time. A new phrase is one row. */
export type PhraseTable = Record<string, readonly (readonly [phrase: string, means: string])[]>

/** A plan on one line, so that a phrase and what it means are one row of a table. */
export const planText = (plan: Plan): string => plan.commands.map(commandText).join(' | ')

/** What a phrase means at the reference time. */
export const meaning = (text: string): string => planText(understand(text, referenceContext))

function commandText(command: Command): string {
  switch (command.kind) {
    case 'create':
      return draftText(command.task)
    case 'list':
      return `${command.count ? 'count' : 'list'} ${JSON.stringify(command.filter)}`
    case 'update':
      return `update ${referenceText(command.target)} ${patchText(command.patch)}`
    case 'snooze':
      return `snooze ${referenceText(command.target)} until ${command.until}`
    case 'trend':
      return `${command.measure} by ${command.by} ${command.from} to ${command.until}`
    case 'undo':
      return 'undo'
    case 'help':
      return command.topic === undefined ? 'help' : `help ${command.topic}`
    case 'none':
      return `none ${command.reason}`
    default:
      return `${command.kind} ${referenceText(command.target)}`
  }
}

const localText = ({ date, time }: { date: string; time: string | null }) => (time === null ? date : `${date} ${time}`)

function recurrenceText(recurrence: TaskDraft['recurrence']): string {
  return recurrence === null ? '' : `${recurrence.rule}${recurrence.basis === 'completion' ? ' from completion' : ''}`
}

const remindersText = (reminders: TaskDraft['reminders']) =>
  reminders
    .map((reminder) => (reminder.kind === 'relative' ? `-${reminder.minutesBefore}min` : `at ${reminder.at}`))
    .join()

function draftText(task: TaskDraft): string {
  const pieces = [
    `"${task.title}"`,
    task.due === null ? '' : `${localText(task.due)}${task.end === null ? '' : ` until ${localText(task.end)}`}`,
    recurrenceText(task.recurrence),
    task.priority === 'none' ? '' : task.priority,
    task.tags.map((tag) => `#${tag}`).join(),
    remindersText(task.reminders),
    task.notes === '' ? '' : `notes ${JSON.stringify(task.notes)}`,
  ]
  return pieces.filter((piece) => piece !== '').join(', ')
}

function referenceText(target: TaskReference): string {
  switch (target.by) {
    case 'title':
      return `"${target.words}"`
    case 'position':
      return target.positions.map((position) => `no. ${position}`).join()
    case 'filter':
      return JSON.stringify(target.filter)
    case 'ids':
      return target.ids.join()
    default:
      return target.by
  }
}

const patchText = (patch: DraftPatch) => JSON.stringify(patch)
