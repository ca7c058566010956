import type { Completion } from './completion.ts'

export type SlashCommand = {
  name: string
  /** What follows it: nothing, any text, or a task. */
  takes: 'nothing' | 'text' | 'task'
  hint: string
  /** The sentence it stands for. */
  says: (rest: string) => string
}

/** As a title, whatever words it has. */
const quoted = (title: string) => (title.includes('"') ? title : `"${title}"`)

/** Commands are short for sentences: what is sent, stored and answered is the sentence. */
export const slashCommands: readonly SlashCommand[] = [
  { name: 'add', takes: 'text', hint: 'Add a task', says: (rest) => `add task ${rest}` },
  { name: 'today', takes: 'nothing', hint: 'What is due today', says: () => 'What is due today?' },
  { name: 'overdue', takes: 'nothing', hint: 'What is overdue', says: () => 'What is overdue?' },
  { name: 'week', takes: 'nothing', hint: 'What is due this week', says: () => 'What is due this week?' },
  { name: 'all', takes: 'nothing', hint: 'Every open task', says: () => 'Show my tasks' },
  { name: 'find', takes: 'text', hint: 'Tasks with these words', says: (rest) => `find tasks with ${rest}` },
  { name: 'done', takes: 'task', hint: 'Complete a task', says: (rest) => `mark ${quoted(rest)} as done` },
  {
    name: 'snooze',
    takes: 'task',
    hint: 'Until tomorrow at 9',
    says: (rest) => `snooze ${quoted(rest)} until tomorrow at 9`,
  },
  { name: 'delete', takes: 'task', hint: 'Delete, after asking', says: (rest) => `delete ${quoted(rest)}` },
  {
    name: 'progress',
    takes: 'nothing',
    hint: 'What you finished, by week',
    says: () => 'How many tasks did I finish each week?',
  },
  { name: 'undo', takes: 'nothing', hint: 'Take the last change back', says: () => 'Undo' },
  { name: 'help', takes: 'nothing', hint: 'What you can say', says: () => 'What can you do?' },
]

const begun = /^\/([a-z]*)$/
const whole = /^\/([a-z]+)(?:\s+([\s\S]*))?$/

/** The command a text begins with, and what follows it; null where it is none, or one that nobody knows. */
export function slashCommandOf(text: string): { command: SlashCommand; rest: string } | null {
  const [, name, rest = ''] = whole.exec(text.trim()) ?? []
  const command = slashCommands.find((one) => one.name === name)
  return command === undefined ? null : { command, rest: rest.trim() }
}

/** What is sent for a text: the sentence of its command, else the text itself; null where the command lacks its rest. */
export function sentenceOf(text: string): string | null {
  const found = slashCommandOf(text)
  if (found === null) return text
  const { command, rest } = found
  return command.takes !== 'nothing' && rest === '' ? null : command.says(rest)
}

/** The menu of commands, while the name of one is being typed. */
export function slashCompletion(text: string, caret: number): Completion | null {
  const [, name] = begun.exec(text.slice(0, caret)) ?? []
  if (name === undefined || text.length > caret) return null
  const options = slashCommands
    .filter((command) => command.name.startsWith(name))
    .map(({ name: full, takes, hint }) => ({
      insert: `/${full}`,
      label: `/${full}${takes === 'nothing' ? '' : takes === 'task' ? ' task' : ' …'}`,
      hint,
    }))
  return options.length === 0 ? null : { from: 0, to: caret, options, firm: true }
}

/** Where the title of a task is being typed after a command, what of it is there. */
export function taskBegun(text: string): { from: number; search: string } | null {
  const found = slashCommandOf(text)
  if (found?.command.takes !== 'task') return null
  const from = text.indexOf(' ') + 1
  return from === 0 ? null : { from, search: found.rest }
}
