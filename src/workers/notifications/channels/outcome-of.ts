import type { SendingOutcome } from '../../../domain/message.ts'
import type { Answer } from '../outbound/outbound.ts'

const dayMs = 86_400_000

/** What an answer means for the message; `gone` are the statuses that say there is nobody any more. */
export function outcomeOf(answer: Answer, gone: readonly number[], now: number = Date.now()): SendingOutcome {
  if ('problem' in answer) return { outcome: 'failed', detail: answer.problem }
  const { status } = answer
  if (status >= 200 && status < 300) return { outcome: 'delivered' }
  if (gone.includes(status)) return { outcome: 'gone', detail: `It answered ${status}: it is not there any more.` }
  if (status >= 300 && status < 400)
    return { outcome: 'failed', detail: `It answered ${status}, a redirect, which is not followed.` }
  if (status === 413) return { outcome: 'refused', detail: 'It answered 413: the message is too large for it.' }
  const retryAfterSeconds = secondsOf(answer.retryAfter, now)
  return {
    outcome: 'failed',
    detail: `It answered ${status}.`,
    ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
  }
}

/** Seconds of a Retry-After header, which holds seconds or a date; a day at most. */
function secondsOf(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now
  return Number.isNaN(ms) ? undefined : Math.ceil(Math.min(Math.max(ms, 0), dayMs) / 1_000)
}
