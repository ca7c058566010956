import { expect, it } from 'vitest'
import { durationWords } from './overview.ts'

it.each([
  [0.012, '12 ms'],
  [45, '45 s'],
  [300, '5 min'],
  [7_300, '2 h'],
  [86_400 * 3, '3 days'],
])('%f seconds are %s', (seconds, words) => {
  expect(durationWords(seconds)).toBe(words)
})
