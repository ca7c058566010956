import type { LanguageContext } from '../../domain/language/plan.ts'
import { taskFields } from '../../domain/language/task-fields.ts'
import { understand } from '../../domain/language/understand.ts'
import { asksForReminding, withReminder } from '../../domain/language/with-reminder.ts'
import { limits } from '../../domain/limits.ts'
import type { TaskCreateInput } from '../rpc/contract.ts'

const bullet = /^\s*(?:[-*•–—+·◦▪]|\d{1,3}[.)])?\s*(?:\[( |x|X)?\])?\s*/
const ticked = /^\s*(?:[-*•–—+]\s*)?\[[xX]\]/

export type Pasted = {
  tasks: TaskCreateInput[]
  /** Lines that are ticked off already. */
  ticked: number
  /** Lines beyond what can be made at once. */
  left: number
}

/** The tasks that pasted lines make: a list under its heading as the chat reads it, else each line by itself. */
export function pastedTasks(text: string, context: LanguageContext): Pasted {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '')
  const open = lines.filter((line) => !ticked.test(line))
  const tasks = headedTasks(open, context) ?? open.flatMap((line) => lineTask(line.replace(bullet, ''), context))
  return {
    tasks: tasks.slice(0, limits.createdAtOnce),
    ticked: lines.length - open.length,
    left: Math.max(0, tasks.length - limits.createdAtOnce),
  }
}

/** Null where the lines are not one list for the parser, or it makes another number of tasks of them. */
function headedTasks(lines: readonly string[], context: LanguageContext): TaskCreateInput[] | null {
  const text = lines.join('\n')
  const tasks = understand(text, context).commands.map((command) =>
    command.kind === 'create' ? taskFields(withReminder(command.task, asksForReminding(text))) : null,
  )
  const made = tasks.filter((task) => task !== null && task.title !== '').map((task) => task as TaskCreateInput)
  return made.length === tasks.length && made.length === lines.length - 1 && /:\s*$/.test(lines[0] ?? '') ? made : null
}

function lineTask(line: string, context: LanguageContext): TaskCreateInput[] {
  const title = line.trim().slice(0, limits.titleLength)
  if (title === '') return []
  const [command, ...others] = understand(title, context).commands
  if (command?.kind !== 'create' || others.length > 0 || command.task.title === '') return [{ title }]
  return [taskFields(withReminder(command.task, asksForReminding(title)))]
}
