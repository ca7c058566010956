import { expect, it } from 'vitest'
import { z } from 'zod'
import { uuidOf } from './new-id.ts'

it('makes valid version 4 UUIDs of any bytes', () => {
  expect(uuidOf(new Uint8Array(16))).toBe('00000000-0000-4000-8000-000000000000')
  expect(uuidOf(new Uint8Array(16).fill(255))).toBe('ffffffff-ffff-4fff-bfff-ffffffffffff')
  expect(z.uuidv4().safeParse(uuidOf(crypto.getRandomValues(new Uint8Array(16)))).success).toBe(true)
})
