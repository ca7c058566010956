import type { Command, Plan } from './plan.ts'
import { at, tokenize } from './tokens.ts'

const hinting = /^(every|each|except|excluding|until|today|tomorrow|tonight|yesterday|weekly|monthly|yearly)$/

/** Whether words are left in a title that mostly belong to a date: the parser may have missed one. */
function hasUnreadDate(title: string): boolean {
  const tokens = tokenize(title)
  return tokens.some(({ word, meaning, opaque }, index) => {
    if (opaque) return false
    const day = (meaning.weekday ?? meaning.month) !== undefined && meaning.weak !== true
    return day || hinting.test(word) || (/^[ap]m$/.test(word) && at(tokens, index - 1).kind === 'number')
  })
}

const isUnreadTask = (command: Command) => command.kind === 'create' && hasUnreadDate(command.task.title)

/**
 * Whether the parser is unsure of a plan: it found nothing to do, not what to change, or left words of a date in a
 * title. Where the writer took words back from it (`ignored`), they are meant to stay there.
 */
export function isUnsure({ commands }: Pick<Plan, 'commands'>, { ignored }: { ignored: boolean }): boolean {
  return commands.some(
    (command) =>
      (command.kind === 'none' && command.reason === 'not-understood') ||
      (command.kind === 'update' && Object.keys(command.patch).length === 0) ||
      (!ignored && isUnreadTask(command)),
  )
}
