import type { LanguageContext } from '../../domain/language/plan.ts'
import { taskFields } from '../../domain/language/task-fields.ts'
import { asksForReminding, withReminder } from '../../domain/language/with-reminder.ts'
import type { TaskCreateInput } from '../rpc/contract.ts'

/** The task that a text creates, as the chat would; one of that title where it says anything else. */
export async function taskOf(text: string, context: LanguageContext): Promise<TaskCreateInput> {
  // Where the parser cannot be fetched, what was typed is worth more than what it means.
  const understand = await import('../../domain/language/understand.ts').then(
    (module) => module.understand,
    () => null,
  )
  const [command, ...others] = understand?.(text, context).commands ?? []
  if (command?.kind !== 'create' || others.length > 0 || command.task.title === '') return { title: text }
  return taskFields(withReminder(command.task, asksForReminding(text)))
}
