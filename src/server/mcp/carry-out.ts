import { AppError } from '../../domain/errors.ts'
import type { Command } from '../../domain/language/plan.ts'
import { spendConfirmation } from '../chat/confirmations.ts'
import { decidedStep } from '../chat/decided-step.ts'
import { noFocus } from '../chat/focus.ts'
import { type Performing, perform } from '../chat/perform-step.ts'
import { planStep } from '../chat/plan-step.ts'
import { type Act, actSchema, type Step } from '../chat/step.ts'
import type { Reply } from '../chat/wording/help.ts'
import { changeAsUser } from '../database/change-as-user.ts'
import type { Database } from '../database/client.ts'
import { derivedUuid } from '../database/derived-uuid.ts'
import type { Actor } from '../tasks/task-dependencies.ts'

export type CarryingOut = { performing: Performing; database: Database; user: Actor; requestId: string }

/** A step that came to nothing: there is no such task, or nothing fits. */
export class NothingDone extends Error {}

/** Carries a command out as the chat does, or asks as the chat does: `confirm` and `choose` parts wait for an answer. */
export async function carryOut(
  { performing, database, user, requestId }: CarryingOut,
  command: Command,
): Promise<Reply> {
  const { tasks, present } = performing
  const at = { userId: user.id, conversationId: null, stepId: derivedUuid(`${requestId}/step`) }
  const plan = () => planStep(command, { user, tasks, focus: noFocus, present, text: '' })
  const step = await decidedStep(database, at, { command, plan })
  if (step.do === 'say') throw new NothingDone(step.text)
  return performOnce({ performing, user, requestId }, step)
}

/** Answers a question. `mayDo` is asked before it is spent. AppErrors `confirmation_expired`, and what `mayDo` throws. */
export async function answerQuestion(
  { performing, database, user, requestId }: CarryingOut,
  { confirmationId, accept, mayDo }: { confirmationId: string; accept: boolean; mayDo: (act: Act) => void },
): Promise<Reply> {
  const spent = { userId: user.id, mutationId: derivedUuid(`${requestId}/confirm`), kind: 'mcp.confirm' }
  const stored = await changeAsUser(database, spent, async (tx) => {
    const { confirmed } = await spendConfirmation(tx, { userId: user.id, id: confirmationId, asked: 'by-program' })
    if (accept) mayDo(confirmed.act)
    return { confirmationId, accept, act: confirmed.act }
  })
  if (stored.confirmationId !== confirmationId || stored.accept !== accept) throw new AppError('mutation_reused')
  if (!accept) return { text: 'All right, nothing was changed.', parts: [] }
  return performOnce({ performing, user, requestId }, actSchema.parse(stored.act))
}

function performOnce({ performing, user, requestId }: Omit<CarryingOut, 'database'>, step: Step): Promise<Reply> {
  return perform(performing, { user, mutationId: derivedUuid(`${requestId}/change`) }, step)
}
