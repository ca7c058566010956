import { percentile } from '../bench/statistics.ts'

/** What a deployment has to do to count as good. */
export const wanted = {
  /** A reminder later than this is late (as users are told). */
  reminderLatenessMs: 60_000,
  /** From a change to a page that is open, through outbox and broker. */
  eventLagMs: 5_000,
  /** Of the requests made meanwhile. */
  errorShare: 0.01,
  requestP95Ms: 2_000,
} as const

/** What was seen; undefined is what never came. */
export type Seen = {
  eventLagMs: number | undefined
  reminderLatenessMs: number | undefined
  /** How long each request took. */
  requestsMs: readonly number[]
  /** What failed requests said. */
  failures: readonly string[]
}

export type Criterion = { what: string; met: boolean; figure: string }

const milliseconds = (value: number | undefined): string => (value === undefined ? 'never' : `${Math.round(value)} ms`)

const within = (what: string, value: number | undefined, limit: number): Criterion => ({
  what,
  met: value !== undefined && value <= limit,
  figure: `${milliseconds(value)}, at most ${limit} ms`,
})

/** Each criterion with what was seen. No request at all meets nothing. */
export function judge({ eventLagMs, reminderLatenessMs, requestsMs, failures }: Seen): Criterion[] {
  const all = requestsMs.length + failures.length
  const share = all === 0 ? 1 : failures.length / all
  const [first] = failures
  return [
    within('a change reaches an open page', eventLagMs, wanted.eventLagMs),
    within('a reminder becomes a notification, after its time', reminderLatenessMs, wanted.reminderLatenessMs),
    {
      what: 'requests succeed',
      met: share <= wanted.errorShare,
      figure: `${failures.length} of ${all} failed${first === undefined ? '' : `: ${first}`}`,
    },
    within(
      'requests are quick (p95)',
      all === failures.length ? undefined : percentile(requestsMs, 0.95),
      wanted.requestP95Ms,
    ),
  ]
}
