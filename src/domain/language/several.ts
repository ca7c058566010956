import type { Clause } from './clause.ts'
import { taskVerbs } from './frames.ts'
import type { Plan, TaskDraft } from './plan.ts'
import { at, type Token } from './tokens.ts'

/** Longer clauses and those with more joints are left whole: reading each piece again would cost too much. */
const longest = 120
const mostJoints = 6

type Joint = { index: number; next: number; kind: 'verb' | 'sentence' | 'remind' }

/** Where a clause may go on with another request: "… tomorrow and pay rent on Friday", ". Call mum", "and remind me to". */
function jointsOf(tokens: readonly Token[]): Joint[] {
  const joints: Joint[] = []
  for (let index = 1; index < tokens.length - 1 && joints.length < mostJoints; index++) {
    const { word, opaque } = at(tokens, index)
    if (opaque || !/^(and|then|,|\.|!|&)$/.test(word)) continue
    let next = index + 1
    while (/^(and|then|also|,|please|to)$/.test(at(tokens, next).word)) next++
    const first = at(tokens, next)
    if (first.opaque || first.glued) continue
    const asks = first.word === 'remind' && at(tokens, next + 1).word === 'me' && next + 3 < tokens.length
    if (asks) joints.push({ index, next, kind: 'remind' })
    else if (taskVerbs.has(first.word)) joints.push({ index, next, kind: /^[.!]$/.test(word) ? 'sentence' : 'verb' })
    index = next - 1
  }
  return joints
}

const onlyTask = (plan: Plan): TaskDraft | null => {
  const [first] = plan.commands
  return plan.commands.length === 1 && first?.kind === 'create' ? first.task : null
}

const isDated = (task: TaskDraft) => task.due !== null

/**
 * The requests of a clause that asks for several: only where each piece is a task by itself, with a date of its own or
 * a sentence of its own, so that "buy milk and eggs tomorrow" stays one.
 */
export function severalPlans(clause: Clause, whole: Plan, read: (clause: Clause) => Plan): Plan[] {
  const { tokens } = clause
  if (onlyTask(whole) === null || tokens.length > longest) return [whole]
  for (const { index, next, kind } of jointsOf(tokens)) {
    const left = read({ ...clause, tokens: tokens.slice(0, index) })
    const rest = { ...clause, tokens: tokens.slice(next) }
    const right = read(rest)
    const [before, after] = [onlyTask(left), onlyTask(right)]
    if (before === null || after === null) continue
    const apart =
      kind === 'sentence' ||
      (kind === 'verb' && isDated(before) && isDated(after)) ||
      (kind === 'remind' && taskVerbs.has(at(tokens, 0).word) && !/^(reminder|it|that)$/i.test(after.title))
    if (!apart) continue
    const reminded = before.reminders.some(({ kind: how }) => how === 'relative')
    const others = severalPlans(rest, right, read)
    return [left, ...(reminded ? others.map(withReminder) : others)]
  }
  return [whole]
}

/** "remind me to call mum at 5 and pay rent on Friday" asks to be reminded of both. */
function withReminder(plan: Plan): Plan {
  const commands = plan.commands.map((command) =>
    command.kind === 'create' && command.task.due !== null && command.task.reminders.length === 0
      ? { ...command, task: { ...command.task, reminders: [{ kind: 'relative' as const, minutesBefore: 0 }] } }
      : command,
  )
  return { ...plan, commands }
}
