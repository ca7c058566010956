import { expect, it } from 'vitest'
import { contentSecurityPolicy, makeNonce, nonceOf } from './content-security.ts'

it('allows no inline script but by nonce, and no other host', () => {
  const policy = contentSecurityPolicy('abc')
  expect(policy).toContain("script-src 'self' 'nonce-abc' 'strict-dynamic'")
  expect(policy).not.toContain('unsafe')
  expect(policy).not.toMatch(/https?:/)
})

it('makes a nonce of 128 bits, another one every time', () => {
  expect(atob(makeNonce())).toHaveLength(16)
  expect(makeNonce()).not.toBe(makeNonce())
})

it('is read back from the policy that names it', () => {
  const nonce = makeNonce()
  expect(nonceOf(contentSecurityPolicy(nonce))).toBe(nonce)
  expect(nonceOf('undefined')).toBeUndefined()
})
