import { TRPCClientError } from '@trpc/client'
import { describe, expect, it } from 'vitest'
import { problemOf, Unreachable } from './problem.ts'
import { withRetry } from './retry.ts'

const refusal = (appCode: string, message: string) =>
  new TRPCClientError(message, { result: { error: { code: -32_000, message, data: { appCode } } } as never })

describe('problemOf', () => {
  it('shows the sentence of the server', () => {
    expect(problemOf(refusal('version_conflict', 'This task was changed elsewhere.'))).toEqual({
      code: 'version_conflict',
      message: 'This task was changed elsewhere.',
      transient: false,
    })
  })

  it('takes an answer without data for no answer', () => {
    expect(problemOf(new TRPCClientError('fetch failed'))).toMatchObject({ code: 'unreachable', transient: true })
    expect(problemOf(new Unreachable())).toMatchObject({ code: 'unreachable', transient: true })
  })

  it('shows no technical text', () => {
    expect(problemOf(refusal('invalid_input', '[{"path": ["x"]}]')).message).toBe(
      'Something went wrong. Please try again.',
    )
  })
})

describe('withRetry', () => {
  const run = async (failures: unknown[]) => {
    const waits: number[] = []
    const call = async () => {
      const failure = failures.shift()
      if (failure !== undefined) throw failure
      return 'done'
    }
    const result = await withRetry(call, async (ms) => void waits.push(ms)).catch((error: unknown) => error)
    return { result, waits }
  }

  it('repeats what failed in passing, with growing pauses', async () => {
    expect(await run([new Unreachable(), refusal('unavailable', 'Later.')])).toEqual({
      result: 'done',
      waits: [400, 1_200],
    })
  })

  it('does not repeat what will fail again, and gives up in the end', async () => {
    const conflict = refusal('version_conflict', 'Changed.')
    expect(await run([conflict])).toEqual({ result: conflict, waits: [] })
    const gone = Array.from({ length: 9 }, () => new Unreachable())
    expect((await run(gone)).waits).toHaveLength(3)
  })
})
