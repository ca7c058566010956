import { expect, test } from 'vitest'
import { readOptions, suites } from './options.ts'

test('everything is measured unless told otherwise', () => {
  expect([...(readOptions([])?.only ?? [])]).toEqual([...suites])
  expect([...(readOptions(['--only', 'rls', '--only', 'list'])?.only ?? [])]).toEqual(['list', 'rls'])
})

test('the rows are those of the target, fewer when in a hurry', () => {
  expect(readOptions([])?.seed).toEqual({ tasks: 1_000_000, ofOneUser: 100_000 })
  expect(readOptions(['--quick'])?.seed.tasks).toBeLessThan(1_000_000)
})

test('a name that does not exist is refused', () => {
  expect(() => readOptions(['--only', 'speed'])).toThrow('There is no speed.')
})
