import { describe, expect, it } from 'vitest'
import { passageHeaders, passageUrl, probeUrl } from './api-passage.ts'

const passage = { port: 3500, apiToken: 'sidecar-token-123' }

describe('passageUrl', () => {
  it('keeps path and query', () => {
    expect(passageUrl(passage, '/api/trpc/me.get,tasks.list', '?batch=1&input=%7B%7D')?.href).toBe(
      'http://127.0.0.1:3500/v1.0/invoke/server/method/api/trpc/me.get,tasks.list?batch=1&input=%7B%7D',
    )
  })

  it.each(['/internal/series/advance', '/api/..%2finternal/x', '/api/%2E%2E/internal', '/api/a%5Cb', '/apix'])(
    'does not pass %s on',
    (path) => {
      expect(passageUrl(passage, path, '')).toBeNull()
    },
  )
})

describe('passageHeaders', () => {
  it('takes away what a browser must not tell the sidecar, and adds ours', () => {
    const given = new Headers({
      cookie: 'a=b',
      'dapr-app-id': 'notifications',
      'Dapr-Api-Token': 'guessed',
      'dapr-caller-app-id': 'recurring',
      traceparent: 'of the browser',
    })
    expect(Object.fromEntries(passageHeaders(passage, given, 'of-this-trace'))).toEqual({
      cookie: 'a=b',
      'dapr-api-token': 'sidecar-token-123',
      traceparent: 'of-this-trace',
    })
    expect(passageHeaders({ ...passage, apiToken: undefined }, given, 'of-this-trace').has('dapr-api-token')).toBe(
      false,
    )
  })
})

describe('probeUrl', () => {
  it('is one that web may call, as the sidecars answer for the server where it is not', () => {
    expect(probeUrl(passage).pathname).toMatch(/^\/v1\.0\/invoke\/server\/method\/api\//)
  })
})
