import { expect, test } from 'vitest'
import { countsOfFile, countsOfOutput, playwrightCounts, settleCounts, vitestCounts } from './counts.ts'

const file = (status: string, tests: number) => ({ status, assertionResults: Array.from({ length: tests }) })
const report = { numPassedTests: 7, numFailedTests: 2, numPendingTests: 0, numTodoTests: 0, testResults: [] }

test('Vitest: passed and failed tests', () => {
  expect(vitestCounts({ ...report, testResults: [file('failed', 9)] })).toEqual({ passed: 7, failed: 2 })
})

test('Vitest: skipped tests, and files that could not be loaded, count as failed', () => {
  const sparse = { ...report, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1, testResults: [file('failed', 0)] }
  expect(vitestCounts(sparse)).toEqual({ passed: 7, failed: 4 })
})

test('Playwright: unexpected and skipped tests count as failed, and what had to be repeated is told', () => {
  const stats = { expected: 10, unexpected: 1, flaky: 1, skipped: 2 }
  expect(playwrightCounts({ stats })).toEqual({ passed: 11, failed: 3, repeated: 1 })
})

test('a script closes with its counts; only the last such line counts', () => {
  expect(countsOfOutput('1 passed, 9 failed\nmore\n12 passed, 0 failed\n')).toEqual({ passed: 12, failed: 0 })
  expect(countsOfOutput('it says 12 passed, 0 failed, or so')).toBeUndefined()
})

test('a report that is missing has no counts', () => {
  expect(countsOfFile('/nonexistent/report.json', vitestCounts)).toBeUndefined()
})

test('a crash, a run without tests and a failing exit code are failures', () => {
  expect(settleCounts(undefined, null)).toEqual({ passed: 0, failed: 1 })
  expect(settleCounts({ passed: 0, failed: 0 }, 0)).toEqual({ passed: 0, failed: 1 })
  expect(settleCounts({ passed: 5, failed: 0 }, 1)).toEqual({ passed: 5, failed: 1 })
  expect(settleCounts({ passed: 5, failed: 3 }, 1)).toEqual({ passed: 5, failed: 3 })
  expect(settleCounts({ passed: 5, failed: 0 }, 0)).toEqual({ passed: 5, failed: 0 })
})
