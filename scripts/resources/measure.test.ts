import { expect, test } from 'vitest'
import { compare, comparisonTable } from './measure.ts'

const bounds = { cpu: 80, memory: 192, cpuLimit: 1_000, memoryLimit: 448 }

test('what stays below its limits is well', () => {
  expect(compare({ name: 'server', cpu: 300, memory: 300 }, bounds).problem).toBeUndefined()
})

test('what comes near a limit, or has none, is named', () => {
  expect(compare({ name: 'server', cpu: 300, memory: 420 }, bounds).problem).toBe('takes 420 Mi of a limit of 448 Mi')
  expect(compare({ name: 'server', cpu: 950, memory: 300 }, bounds).problem).toBe('takes 950 m of a limit of 1000 m')
  expect(compare({ name: 'other', cpu: 1, memory: 1 }, undefined).problem).toContain('neither')
})

test('the table begins with the hungriest', () => {
  const rows = [
    compare({ name: 'web', cpu: 1, memory: 10 }, bounds),
    compare({ name: 'server', cpu: 1, memory: 90 }, bounds),
  ]
  expect(comparisonTable(rows).split('\n')[1]).toMatch(/^server .*✓$/)
})
