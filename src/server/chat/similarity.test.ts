import { describe, expect, it } from 'vitest'
import { normalizedTitle, similarity } from './similarity.ts'

describe('normalizedTitle', () => {
  it('drops case, punctuation and words around a title', () => {
    expect(normalizedTitle('The Report, task')).toBe('report')
    expect(normalizedTitle('Buy MILK!')).toBe('buy milk')
    expect(normalizedTitle('task')).toBe('task')
    expect(normalizedTitle('…')).toBe('')
  })
})

describe('similarity', () => {
  it('is 1 for the same, high for a slip, low for something else', () => {
    expect(similarity('buy milk', 'buy milk')).toBe(1)
    expect(similarity('buy mlik', 'buy milk')).toBeGreaterThan(0.35)
    expect(similarity('dentist', 'dentst')).toBeGreaterThan(0.35)
    expect(similarity('buy milk', 'call the bank')).toBeLessThan(0.2)
    expect(similarity('', 'milk')).toBe(0)
  })
})
