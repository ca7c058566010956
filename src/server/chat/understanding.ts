import type { ChatEvent } from '../../domain/conversation.ts'
import type { Command, Plan } from '../../domain/language/plan.ts'
import { isUnsure } from '../../domain/language/unread.ts'
import type { ModelPlanner } from './model/model-planner.ts'
import type { Situation } from './model/prompt.ts'

/** What a message means. `said`: a model's answer in words, where nothing is to be done; `notice`: why it made no plan. */
export type Understood = { commands: readonly Command[]; said?: string; notice?: string }

type Asked = {
  /** The parser's plan. */
  plan: Plan
  model: ModelPlanner | undefined
  userId: string
  /** Whether the writer took words back from the parser. */
  ignored: boolean
  /** What a model is told; null where the message needs none, such as a yes. */
  situation: () => Promise<Situation | null>
}

/** The parser's plan, or that of a language model where this user wants it to be asked and it makes one. */
export async function* understandMessage({
  plan,
  model,
  userId,
  ignored,
  situation,
}: Asked): AsyncGenerator<ChatEvent, Understood> {
  if (model === undefined) return plan
  const mode = await model.modeOf(userId)
  if (mode === 'never' || (mode === 'unsure' && !isUnsure(plan, { ignored }))) return plan
  const known = await situation()
  if (known === null) return plan
  const planned = yield* model.plan(userId, known)
  if (planned.kind === 'commands') return { commands: planned.commands }
  if (planned.kind === 'failed') return { commands: plan.commands, notice: planned.notice }
  return { commands: [{ kind: 'none', reason: 'not-understood' }], said: planned.said }
}
