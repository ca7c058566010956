import { setTimeout as delay } from 'node:timers/promises'
import type { Log } from '../../../process/log.ts'
import type { DeliveryPolicy } from '../options.ts'
import { backoffMs } from './backoff.ts'
import type { Outcome } from './delivery.ts'
import type { Message } from './message-log.ts'

export type Settling = {
  policy: DeliveryPolicy
  logger: Log
  attempt: (message: Message) => Promise<Outcome>
  /** Resolves when the app is there again. */
  untilUp: (signal: AbortSignal) => Promise<void>
  /** Stores a dead letter for good; called once per message, rejects when it could not. */
  bury: (message: Message, why: { reason: string; attempts: number }) => Promise<void>
}

const longestBusyWaitMs = 2_000

/** Delivers a message until it is acknowledged, dropped or dead; rejects only by the signal, with the message unsettled. */
export async function settle(settling: Settling, message: Message, signal: AbortSignal): Promise<void> {
  const { policy, logger } = settling
  const where = { topic: message.topic, partition: message.partition, position: message.position }
  let attempts = 0
  let busy = 0
  while (true) {
    const outcome = await settling.attempt(message)
    if (outcome.kind === 'done') return
    if (outcome.kind === 'refused') {
      logger.error(where, 'event lost: its handler answered 404')
      return
    }
    if (outcome.kind === 'dropped')
      return buryForGood(settling, message, { why: { reason: 'DROP', attempts: attempts + 1 }, signal })
    if (outcome.kind === 'absent') {
      await settling.untilUp(signal)
      continue
    }
    if (outcome.kind === 'busy') {
      busy += 1
      await delay(Math.min(backoffMs(policy, busy), longestBusyWaitMs), undefined, { signal })
      continue
    }
    attempts += 1
    logger.warn({ ...where, attempts, reason: outcome.reason }, 'delivery failed')
    if (attempts >= policy.maxAttempts)
      return buryForGood(settling, message, { why: { reason: outcome.reason, attempts }, signal })
    await delay(backoffMs(policy, attempts), undefined, { signal })
  }
}

/** A dead letter that cannot be stored must not be skipped: waits for the database. */
async function buryForGood(
  { bury, logger, policy }: Settling,
  message: Message,
  { why, signal }: { why: { reason: string; attempts: number }; signal: AbortSignal },
): Promise<void> {
  while (true) {
    try {
      return await bury(message, why)
    } catch (error) {
      logger.error({ err: error, topic: message.topic }, 'dead letter not stored, trying again')
      await delay(policy.maxBackoffMs, undefined, { signal })
    }
  }
}
