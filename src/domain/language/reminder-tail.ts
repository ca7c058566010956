import type { Scan } from './scan.ts'
import { at } from './tokens.ts'

const nouns = /^(reminder|reminders|alert|alerts|notification|alarm)$/

/**
 * "…, reminder at 4:30", "… with an alert 1 hour before": the words that say a reminder follows are taken out of what
 * is left over; `asked` is where they stood in the message, null where there are none.
 */
export function withoutReminderTail(scan: Scan): { scan: Scan; asked: number | null } {
  const { rest, found, tokens } = scan
  const index = rest.findIndex((token, place) => place > 0 && nouns.test(token.word) && !token.opaque)
  const noun = at(rest, index)
  const next = tokens.find((token) => token.start >= noun.end && token.kind !== 'mark')
  const timed = found.some((item) => (item.kind === 'lead' || item.kind === 'date') && at(tokens, item.from) === next)
  if (index < 1 || !timed || !found.some((item) => at(tokens, item.from).start < noun.start))
    return { scan, asked: null }
  let from = index
  while (from > 0 && /^(a|an|the|with|and|plus|,|set|-)$/.test(at(rest, from - 1).word)) from--
  if (from === 0) return { scan, asked: null }
  return { scan: { ...scan, rest: [...rest.slice(0, from), ...rest.slice(index + 1)] }, asked: noun.start }
}
