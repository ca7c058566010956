import { expect, test } from 'vitest'
import { errorsOf, onceAMinute } from './log-lines.ts'

test('only errors reach the terminal, with their reasons', () => {
  expect(errorsOf('{"level":"info","msg":"ready"}')).toEqual([])
  expect(errorsOf('{"level":"error","msg":"request failed","err":{"reason":"a","cause":{"reason":"b"}}}')).toEqual([
    'request failed: a: b',
  ])
  expect(errorsOf('{"level":"fatal"}')).toEqual(['error'])
  expect(errorsOf('{"level":"error","msg":"cut sho')).toEqual([])
  expect(errorsOf(' ⨯ Error: boom')).toEqual(['⨯ Error: boom'])
  expect(errorsOf('   at somewhere')).toEqual([])
})

test('a message is shown once a minute', () => {
  let now = 0
  const isNew = onceAMinute(() => now)
  expect([isNew('a'), isNew('a'), isNew('b')]).toEqual([true, false, true])
  now = 60_000
  expect(isNew('a')).toBe(true)
})
