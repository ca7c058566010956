import type { SentMessage } from '../../../domain/destination.ts'

/** What became of a message, in a sentence; `at` writes an instant on the reader's clock. */
export function sentWords(
  message: SentMessage,
  at: (instant: string) => string,
): { words: string; tone: 'good' | 'bad' } {
  const { status, detail, attempts, quiet, nextAttemptAt } = message
  const why = detail === null ? '' : ` ${detail}`
  if (status === 'delivered') return { tone: 'good', words: attempts > 1 ? `Sent, at try ${attempts}.` : 'Sent.' }
  if (status === 'failed') return { tone: 'bad', words: `Not sent.${why}` }
  if (status === 'cancelled') return { tone: 'good', words: `Not needed.${why}` }
  if (quiet)
    return {
      tone: 'good',
      words: nextAttemptAt === null ? 'Waits.' : `Waits for quiet hours to end, ${at(nextAttemptAt)}.`,
    }
  if (detail === null || nextAttemptAt === null) return { tone: 'good', words: 'On its way …' }
  return { tone: 'bad', words: `Not sent yet.${why} Tried again ${at(nextAttemptAt)}.` }
}
