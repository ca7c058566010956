import { expect, it } from 'vitest'
import { meaning, planText, referenceContext } from './testing/plan-text.ts'
import { understand } from './understand.ts'

const inLocale = (locale: string, text: string) => planText(understand(text, { ...referenceContext, locale }))

it.each([
  ['en-GB', 'pay rent on 4/5', '"pay rent", 2027-05-04'],
  ['de-DE', 'pay rent on 4/5/2027', '"pay rent", 2027-05-04'],
  ['en-US', 'pay rent on 4/5', '"pay rent", 2027-04-05'],
  ['ja-JP', 'pay rent on 4/5', '"pay rent", 2027-04-05'],
  ['en-GB', 'pay rent on 4/25', '"pay rent", 2027-04-25'],
  ['en-US', 'pay rent on 25/4', '"pay rent", 2027-04-25'],
  ['no locale', 'pay rent on 4/5', '"pay rent", 2027-04-05'],
])('in %s, %j', (locale, text, means) => {
  expect(inLocale(locale, text)).toBe(means)
})

it('reads the month first where no locale is known', () => {
  expect(meaning('pay rent on 4/5')).toBe('"pay rent", 2027-04-05')
})
