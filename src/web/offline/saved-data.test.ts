import { QueryClient } from '@tanstack/react-query'
import { expect, it } from 'vitest'
import { forgetData, restoreData, saveData } from './saved-data.ts'

function memory(): Storage {
  const items = new Map<string, string>()
  return {
    getItem: (name: string) => items.get(name) ?? null,
    setItem: (name: string, value: string) => void items.set(name, value),
    removeItem: (name: string) => void items.delete(name),
  } as Storage
}

const list = [['tasks', 'list'], { limit: 50 }]
const secret = [['tokens', 'list']]

it('keeps tasks and brings them back, and nothing that is not named', () => {
  const store = memory()
  const cache = new QueryClient()
  cache.setQueryData(list, { pages: [], pageParams: [] })
  cache.setQueryData(secret, ['token'])
  saveData(cache, store, '2026-11-23T12:00:00Z')
  const later = new QueryClient()
  expect(restoreData(later, store)).toBe('2026-11-23T12:00:00Z')
  expect(later.getQueryData(list)).toEqual({ pages: [], pageParams: [] })
  expect(later.getQueryData(secret)).toBeUndefined()
})

it('finds nothing after it was forgotten, and nothing in what it cannot read', () => {
  const store = memory()
  const cache = new QueryClient()
  cache.setQueryData(list, 1)
  saveData(cache, store, 'then')
  forgetData(store)
  expect(restoreData(new QueryClient(), store)).toBeNull()
  store.setItem('saved-data', '{"half')
  expect(restoreData(new QueryClient(), store)).toBeNull()
})

it('leaves out what is too large', () => {
  const store = memory()
  const cache = new QueryClient()
  cache.setQueryData(list, 'x'.repeat(4_000_000))
  saveData(cache, store, 'then')
  expect(restoreData(new QueryClient(), store)).toBeNull()
})
