import { problemOf } from './problem.ts'

/** Milliseconds before each further attempt of a call that failed in passing. */
export const retryDelaysMs: readonly number[] = [400, 1_200, 3_000]

/** Whether attempt number `failures + 1` makes sense. */
export function shouldRetry(failures: number, error: unknown): boolean {
  return failures < retryDelaysMs.length && problemOf(error).transient
}

export function retryDelay(failures: number): number {
  return retryDelaysMs[failures] ?? retryDelaysMs.at(-1) ?? 0
}

type Wait = (ms: number) => Promise<void>
const waitFor: Wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** Calls until it succeeds, fails for good or the attempts run out. The call must carry its own mutation id. */
export async function withRetry<T>(call: () => Promise<T>, wait: Wait = waitFor): Promise<T> {
  for (let failures = 0; ; failures++) {
    try {
      return await call()
    } catch (error) {
      if (!shouldRetry(failures, error)) throw error
      await wait(retryDelay(failures))
    }
  }
}
