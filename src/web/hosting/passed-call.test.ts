import { expect, it } from 'vitest'
import { loggedRoute } from './passed-call.ts'

it('tells the procedure of a call, and of other paths nothing that may be secret', () => {
  expect(loggedRoute('/api/trpc/tasks.create')).toBe('/api/trpc/tasks.create')
  expect(loggedRoute('/api/trpc/tasks.list,me.get')).toBe('/api/trpc/tasks.list,me.get')
  expect(loggedRoute('/api/trpc/lawyer')).toBe('/api/trpc*')
  expect(loggedRoute('/api/trpc/call%20my%20lawyer')).toBe('/api/trpc*')
  expect(loggedRoute('/api/auth/reset-password/a-token')).toBe('/api/auth*')
  expect(loggedRoute('/api/calendar/a-secret.ics')).toBe('/api/calendar*')
  expect(loggedRoute('/api/SECRET')).toBe('/api/*')
})
