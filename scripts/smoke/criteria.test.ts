import { describe, expect, test } from 'vitest'
import { judge, type Seen } from './criteria.ts'

const fine: Seen = {
  eventLagMs: 40,
  reminderLatenessMs: 900,
  requestsMs: Array.from({ length: 200 }, () => 20),
  failures: [],
}
const unmet = (more: Partial<Seen>) =>
  judge({ ...fine, ...more })
    .filter(({ met }) => !met)
    .map(({ what, figure }) => `${what}: ${figure}`)

describe('a deployment', () => {
  test('is good when all goes well', () => {
    expect(unmet({})).toEqual([])
  })

  test('is not when a page hears nothing, or late', () => {
    expect(unmet({ eventLagMs: undefined })).toEqual(['a change reaches an open page: never, at most 5000 ms'])
    expect(unmet({ eventLagMs: 5_001 })).toHaveLength(1)
  })

  test('is not when a reminder never comes, or late', () => {
    expect(unmet({ reminderLatenessMs: undefined })).toHaveLength(1)
    expect(unmet({ reminderLatenessMs: 61_000 })).toHaveLength(1)
  })

  test('lives with one failed request in a hundred, not with more', () => {
    expect(unmet({ failures: ['502', '502'] })).toEqual([])
    expect(unmet({ failures: ['502', '502', '502'] })).toEqual(['requests succeed: 3 of 203 failed: 502'])
  })

  test('is not when it is slow, or answers nothing', () => {
    expect(unmet({ requestsMs: Array.from({ length: 20 }, () => 2_500) })).toHaveLength(1)
    expect(unmet({ requestsMs: [], failures: [] })).toHaveLength(2)
  })
})
