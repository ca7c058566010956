import { expect, test } from 'vitest'
import { failedFiles } from './test-previous.ts'

const file = (name: string, ...statuses: string[]) => ({
  name,
  status: statuses.includes('passed') && !statuses.includes('failed') ? 'passed' : 'failed',
  assertionResults: statuses.map((status) => ({ status })),
})

test('files with a failure run once more, also those that could not be loaded', () => {
  const testResults = [file('good', 'passed'), file('bad', 'passed', 'failed', 'passed'), file('unloaded')]
  expect(failedFiles({ testResults })).toEqual({ names: ['bad', 'unloaded'], passed: 2 })
})
