import { expect, test } from 'vitest'
import { announce, lacksCapacity, nextAttempt } from './capacity.ts'

test('every availability domain is tried at once, then again after ever longer pauses', () => {
  const attempts = Array.from({ length: 13 }, (_, failed) => nextAttempt(failed + 1))
  expect(attempts.map(({ domain }) => domain)).toEqual([1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 1])
  expect(attempts.map(({ waitMinutes }) => waitMinutes)).toEqual([0, 0, 0, 5, 0, 0, 15, 0, 0, 30, 0, 0, 30])
})

test('only a lack of machines is tried again', () => {
  expect(lacksCapacity('error: 500-InternalError, Out of host capacity. Suggestion: …')).toBe(true)
  expect(lacksCapacity('error: 400-LimitExceeded, standard-a1-core-count')).toBe(false)
})

test('whoever waits is told what for', () => {
  expect(announce({ domain: 2, waitMinutes: 5 })).toContain('availability domain 2 in 5 minutes; Ctrl-C stops')
})
