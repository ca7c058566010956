/** What to try when Oracle has no free machine of the free shape: the most reported problem there is. */

export type Attempt = { domain: number; waitMinutes: number }

const domains = 3
/** The first round goes through the domains at once; then ever longer, as capacity comes back in hours. */
const waits = [0, 5, 15, 30] as const

/** The attempt after `failed` earlier ones: the next availability domain, and after each round a pause. */
export function nextAttempt(failed: number): Attempt {
  const round = Math.floor((failed - 1) / domains)
  const startsRound = (failed - 1) % domains === 0
  return {
    domain: ((failed - 1) % domains) + 1,
    waitMinutes: startsRound ? (waits[Math.min(round, waits.length - 1)] ?? 0) : 0,
  }
}

/** Whether a failed deployment failed for want of a machine. */
export const lacksCapacity = (output: string): boolean => /out of (host )?capacity/i.test(output)

/** What is happening, as a sentence for whoever waits. */
export function announce({ domain, waitMinutes }: Attempt): string {
  const when = waitMinutes === 0 ? 'now' : `in ${waitMinutes} minutes`
  return `Oracle has no free machine of the free shape there. Trying availability domain ${domain} ${when}; Ctrl-C stops, and a later npm run up goes on from here.`
}
