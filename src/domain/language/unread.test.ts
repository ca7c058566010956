import { expect, it } from 'vitest'
import { referenceContext } from './testing/plan-text.ts'
import { understand } from './understand.ts'
import { isUnsure } from './unread.ts'

const unsure = (text: string, ignored = false) => isUnsure(understand(text, referenceContext), { ignored })

it.each([
  'hm, what was it about the dentist?',
  'run daily except in may',
  'buy Sunday newspaper',
  'call mum every blue moon',
])('is unsure of %j', (text) => expect(unsure(text)).toBe(true))

it.each([
  'buy milk',
  'call mum tomorrow at 5',
  'read "Friday Night Lights"',
  "what's due today?",
  'hi',
  'buy may flowers and march home',
])('is sure of %j', (text) => expect(unsure(text)).toBe(false))

it('leaves alone what the writer took back', () => expect(unsure('buy Sunday newspaper', true)).toBe(false))
