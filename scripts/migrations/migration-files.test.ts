import { expect, test } from 'vitest'
import { migrationNames, readSchema } from './migration-files.ts'

test('the previous release can live with every migration, or a comment says why not', () => {
  const { problems } = readSchema()
  expect(problems.map(({ migration, what, statement }) => `${migration} ${what}: ${statement}`)).toEqual([])
})

test('the newest migration is what a release is recorded with', () => {
  expect(readSchema().newest).toBe(migrationNames().at(-1))
  expect(readSchema().newest).toMatch(/^\d{14}_\w+$/)
})
