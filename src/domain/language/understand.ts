import { type Clause, understandClause } from './clause.ts'
import { splitMessage } from './message.ts'
import { momentOf } from './moment.ts'
import type { Command, LanguageContext, Plan, Span } from './plan.ts'
import { type Token, tokenize } from './tokens.ts'

type Shared = Omit<Clause, 'tokens'>

/** Every clause for itself; if one of a line's clauses asks for nothing, they belong together: nothing is dropped. */
function understandAll(clauses: readonly (readonly Token[])[], shared: Shared, line: readonly Token[] | null): Plan[] {
  const plans = clauses.map((tokens) => understandClause({ ...shared, tokens }))
  const lost = plans.some((plan) => plan.commands.every((command) => command.kind === 'none'))
  return lost && line !== null ? [understandClause({ ...shared, tokens: line, listed: false })] : plans
}

/**
 * What a message asks for, as commands in the order of the text. Deterministic, in time linear in the length of the
 * text; never throws. What is no request gets one `none` command, which changes nothing.
 */
export function understand(text: string, context: LanguageContext): Plan {
  const now = momentOf(context)
  const tokens = tokenize(text, context.ignored)
  const parts = splitMessage(text, tokens)
  const commands: Command[] = []
  const spans: Span[] = []
  for (const clause of understandAll(parts.clauses, { text, now, context, listed: parts.listed }, parts.line)) {
    commands.push(...clause.commands)
    spans.push(...clause.spans)
  }
  const [first] = commands
  if (first?.kind === 'create' && parts.notes !== '') {
    commands[0] = {
      ...first,
      task: { ...first.task, notes: [first.task.notes, parts.notes].filter((line) => line !== '').join('\n') },
    }
  }
  const acting = commands.filter((command) => command.kind !== 'none')
  if (acting.length > 0) return { commands: acting, spans }
  return { commands: [first ?? { kind: 'none', reason: 'not-understood' }], spans }
}
