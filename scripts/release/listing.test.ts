import { expect, test } from 'vitest'
import { exampleDeployment as deployed, exampleRelease as release } from './example-releases.ts'
import { listing } from './listing.ts'

test('the latest stands first, and what runs is marked', () => {
  const lines = listing([deployed(release('a')), { ...deployed(release('b'), 'failed'), reason: 'it is slow' }]).split(
    '\n',
  )
  expect(lines).toHaveLength(3)
  expect(lines[1]).toMatch(/^ {3}2027-01-01 00:00 {2}b{12} {2}b{12} {2}1\.0\.0 {5}deploy {4}failed: it is slow$/)
  expect(lines[2]).toMatch(/^\* {2}2027-01-01 00:00 {2}a{12}/)
})

test('an empty list says so', () => {
  expect(listing([])).toBe('Nothing is recorded yet.')
})
