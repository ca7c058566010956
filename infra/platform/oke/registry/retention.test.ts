import { expect, test } from 'vitest'
import { imagesToDelete, type StoredImage } from './retention.ts'

const release = (repositoryName: string, day: number): StoredImage => ({
  id: `${repositoryName}-${day}`,
  repositoryName,
  digest: `sha256:${repositoryName}${day}`,
  timeCreated: `2026-11-${String(day).padStart(2, '0')}T10:00:00Z`,
})
const days = (repository: string, count: number) =>
  Array.from({ length: count }, (_, day) => release(repository, day + 1))

test('five releases of each repository stay, the newest', () => {
  expect(imagesToDelete([...days('web', 7), ...days('server', 5)], new Set())).toEqual(['web-2', 'web-1'])
})

test('what runs stays, however old', () => {
  expect(imagesToDelete(days('web', 7), new Set(['sha256:web1']))).toEqual(['web-2'])
})

test('two tags of one digest are one release', () => {
  const again = { ...release('web', 7), id: 'web-latest' }
  expect(imagesToDelete([again, ...days('web', 7)], new Set())).toEqual(['web-2', 'web-1'])
})
