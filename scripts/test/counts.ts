import { readFileSync } from 'node:fs'
import { z } from 'zod'

/** `repeated`: how many of those passed did so only when run a second time. */
export type Counts = { passed: number; failed: number; repeated?: number }

const vitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(z.object({ status: z.string(), assertionResults: z.array(z.unknown()) })),
})

const playwrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
})

/** Counts of a Vitest JSON report. What was skipped counts as failed, and so does a file that could not be loaded. */
export function vitestCounts(report: unknown): Counts {
  const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = vitestReport.parse(report)
  const unloaded = testResults.filter(({ status, assertionResults }) => status === 'failed' && !assertionResults.length)
  return { passed: numPassedTests, failed: numFailedTests + numPendingTests + numTodoTests + unloaded.length }
}

/** Counts of a Playwright JSON report. What was skipped counts as failed; what passed when repeated is counted apart too. */
export function playwrightCounts(report: unknown): Counts {
  const { expected, unexpected, flaky, skipped } = playwrightReport.parse(report).stats
  return { passed: expected + flaky, failed: unexpected + skipped, repeated: flaky }
}

const closingLine = /^(\d+) passed, (\d+) failed$/gm

/** Counts of a script that closes with `N passed, N failed`; undefined where it never got so far. */
export function countsOfOutput(output: string): Counts | undefined {
  const last = [...output.matchAll(closingLine)].at(-1)
  return last && { passed: Number(last[1]), failed: Number(last[2]) }
}

/** The counts in a report file; undefined where the run died before it wrote a usable one. */
export function countsOfFile(file: string, read: (report: unknown) => Counts): Counts | undefined {
  try {
    return read(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    return undefined
  }
}

/** A run that failed counts at least one failure, whatever it reported: a crash is no success. */
export function settleCounts(counts: Counts | undefined, code: number | null): Counts {
  const { passed, failed, ...rest } = counts ?? { passed: 0, failed: 0 }
  const mustHaveFailed = code !== 0 || passed + failed === 0
  return { passed, failed: mustHaveFailed ? Math.max(failed, 1) : failed, ...rest }
}
