import { expect, it } from 'vitest'
import { routeOf } from './metrics.ts'

it('names few routes, whatever browsers ask for', () => {
  expect(routeOf('/api/trpc/tasks.list?batch=1')).toBe('/api/*')
  expect(routeOf('/_next/static/chunks/a.js')).toBe('/_next/*')
  expect(routeOf('/settings')).toBe('/*')
  expect(routeOf('/no/such/page')).toBe('/*')
})

it('does not count probes', () => {
  for (const path of ['/healthz', '/readyz', '/metrics']) expect(routeOf(path)).toBeUndefined()
})
