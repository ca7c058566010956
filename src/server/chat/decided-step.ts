import { AppError } from '../../domain/errors.ts'
import type { Command } from '../../domain/language/plan.ts'
import { changeAsUser } from '../database/change-as-user.ts'
import type { Database } from '../database/client.ts'
import { derivedUuid } from '../database/derived-uuid.ts'
import { askFor } from './confirmations.ts'
import type { PlannedStep } from './plan-step.ts'
import { type Step, stepSchema } from './step.ts'

/** Where a step belongs: its questions are asked in a conversation, or, without one, of another program. */
type At = { userId: string; conversationId: string | null; stepId: string }

/**
 * The step that a command comes to. What it means depends on the state of the tasks, so where it points at some it is
 * decided once, and stored with its questions: a repeat does the same to the same tasks.
 */
export async function decidedStep(
  database: Database,
  at: At,
  { command, plan }: { command: Command; plan: () => Promise<PlannedStep> },
): Promise<Step> {
  if ('target' in command) return storedStep(database, at, plan)
  const planned = await plan()
  if (planned.kind !== 'step') throw new AppError('internal')
  return planned.step
}

const stepKind = 'chat.step'

/** A step stored before it is carried out: the stored one where there is one, else what `plan` makes of it now. */
async function storedStep(
  database: Database,
  { userId, conversationId, stepId }: At,
  plan: () => Promise<PlannedStep>,
): Promise<Step> {
  const stored = await database.withUser(userId, (tx) =>
    tx.mutation.findFirst({ where: { userId, id: stepId, kind: stepKind } }),
  )
  if (stored !== null) return stepSchema.parse(stored.result)
  const planned = await plan()
  const step = await changeAsUser(database, { userId, mutationId: stepId, kind: stepKind }, async (tx) => {
    if (planned.kind === 'step') return planned.step
    const options = planned.kind === 'ask' ? [{ label: null, act: planned.act }] : planned.options
    const asked = options.map(({ label, act }, n) => ({
      id: derivedUuid(`${stepId}/confirmation:${n}`),
      confirmed: { act, label, group: stepId },
    }))
    const expiresAt = await askFor(tx, { userId, conversationId }, asked)
    const [first] = asked
    if (planned.kind === 'ask' && first !== undefined) {
      return { do: 'ask', question: planned.question, ids: planned.act.ids, confirmationId: first.id, expiresAt }
    }
    const labelled = asked.map(({ id, confirmed }) => ({ label: confirmed.label ?? '', confirmationId: id }))
    return { do: 'choose', text: planned.kind === 'choose' ? planned.text : '', options: labelled, expiresAt }
  })
  return stepSchema.parse(step)
}
