import { understandClause } from './clause.ts'
import { momentOf } from './moment.ts'
import { splitMessage } from './message.ts'
import type { Command, LanguageContext, Plan, Span } from './plan.ts'
import { tokenize } from './tokens.ts'

/**
 * What a message asks for, as commands in the order of the text. Deterministic, in time linear in the length of the
 * text; never throws. What is no request gets one `none` command, which changes nothing.
 */
export function understand(text: string, context: LanguageContext): Plan {
  const now = momentOf(context)
  const tokens = tokenize(text)
  const parts = splitMessage(text, tokens)
  const commands: Command[] = []
  const spans: Span[] = []
  for (const part of parts.clauses) {
    const clause = understandClause({ text, tokens: part, now, context, listed: parts.listed })
    commands.push(...clause.commands)
    spans.push(...clause.spans)
  }
  const [first] = commands
  if (first?.kind === 'create' && parts.notes !== '') {
    commands[0] = { ...first, task: { ...first.task, notes: [first.task.notes, parts.notes].filter((line) => line !== '').join('\n') } }
  }
  const acting = commands.filter((command) => command.kind !== 'none')
  if (acting.length > 0) return { commands: acting, spans }
  return { commands: [first ?? { kind: 'none', reason: 'not-understood' }], spans }
}
