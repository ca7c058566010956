import { type Clause, understandClause } from './clause.ts'
import { type Heading, headingOf, underHeading } from './heading.ts'
import { type Item, splitMessage } from './message.ts'
import { momentOf } from './moment.ts'
import type { Command, LanguageContext, Plan } from './plan.ts'
import { severalPlans } from './several.ts'
import { type Token, tokenize } from './tokens.ts'

type Shared = Omit<Clause, 'tokens'>

const isCreation = ({ commands }: Plan) => commands.length > 0 && commands.every(({ kind }) => kind === 'create')
const asksNothing = ({ commands }: Plan) => commands.every(({ kind }) => kind === 'none')

function readClause(clause: Clause): Plan {
  const plans = severalPlans(clause, understandClause(clause), understandClause)
  return joined(plans)
}

const joined = (plans: readonly Plan[]): Plan => ({
  commands: plans.flatMap(({ commands }) => commands),
  spans: plans.flatMap(({ spans }) => spans),
})

/** A clause with the lines below it as notes of the task it makes. */
function readItem(item: Item, shared: Shared): Plan {
  const plan = readClause({ ...shared, tokens: item.tokens })
  const [first, ...others] = plan.commands
  if (first?.kind !== 'create' || item.notes === '') return plan
  const notes = [first.task.notes, item.notes].filter((line) => line !== '').join('\n')
  return { ...plan, commands: [{ ...first, task: { ...first.task, notes } }, ...others] }
}

/** What stands above a list is given to each of its tasks. */
function headed(plans: readonly Plan[], heading: Heading): Plan[] {
  const under = (command: Command): Command =>
    command.kind === 'create' ? { ...command, task: underHeading(command.task, heading) } : command
  return plans.map((plan) => ({ ...plan, commands: plan.commands.map(under) }))
}

function readMessage(text: string, tokens: readonly Token[], base: Omit<Shared, 'listed'>): Plan {
  const whole = (line: readonly Token[]): Plan => readClause({ ...base, tokens: line, listed: false })
  const { items, listed, header, line } = splitMessage(text, tokens, (head) => isCreation(whole(head)))
  const plans = items.map((item) => readItem(item, { ...base, listed }))
  // If one of a line's clauses asks for nothing, or makes nothing its notes could go to, they belong together.
  const noted = items.some((item) => item.notes !== '')
  if (line !== null && (plans.some(asksNothing) || (noted && !plans.every(isCreation)))) return whole(line)
  if (header.length === 0) return joined(plans)
  const heading = headingOf({ ...base, tokens: header })
  return joined([{ commands: [], spans: heading.spans }, ...headed(plans, heading)])
}

/**
 * What a message asks for, as commands in the order of the text. Deterministic, in time linear in the length of the
 * text; never throws. What is no request gets one `none` command, which changes nothing.
 */
export function understand(text: string, context: LanguageContext): Plan {
  const tokens = tokenize(text, context.ignored)
  const { commands, spans } = readMessage(text, tokens, { text, now: momentOf(context), context })
  const acting = commands.filter((command) => command.kind !== 'none')
  if (acting.length > 0) return { commands: acting, spans }
  return { commands: [commands[0] ?? { kind: 'none', reason: 'not-understood' }], spans }
}
