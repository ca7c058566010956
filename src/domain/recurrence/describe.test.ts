import fc from 'fast-check'
import { expect, test } from 'vitest'
import { arbitraryDate, arbitraryRule } from './arbitrary-rules.ts'
import { describeRecurrence } from './describe.ts'
import { recurrenceRuleProblem } from './rule.ts'

const monday = '2026-01-05'

test.each([
  ['FREQ=DAILY', 'every day'],
  ['FREQ=DAILY;INTERVAL=3', 'every 3 days'],
  ['FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR', 'every workday'],
  ['FREQ=DAILY;INTERVAL=2;BYDAY=MO,TU', 'every 2 days, only on Monday and Tuesday'],
  ['FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR', 'every Friday on the 13th of the month'],
  ['FREQ=DAILY;BYMONTH=1', 'every day in January'],
  ['FREQ=WEEKLY', 'every Monday'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', 'every workday'],
  ['FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU', 'every day'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH', 'every 2 weeks on Tuesday and Thursday'],
  ['FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR', 'every 2 weeks on workdays'],
  ['FREQ=WEEKLY;BYDAY=SA,SU;BYMONTH=6,7,8', 'every Saturday and Sunday in June, July and August'],
  ['FREQ=WEEKLY;BYDAY=MO,WE;BYSETPOS=1', 'every week on the first of Monday and Wednesday'],
  ['FREQ=MONTHLY', 'on the 5th of every month'],
  ['FREQ=MONTHLY;BYMONTHDAY=-1', 'on the last day of every month'],
  ['FREQ=MONTHLY;BYMONTHDAY=1,15,-1', 'on the 1st, 15th and last day of every month'],
  ['FREQ=MONTHLY;BYMONTHDAY=2,3,11,22', 'on the 2nd, 3rd, 11th and 22nd of every month'],
  ['FREQ=MONTHLY;BYDAY=-1FR', 'on the last Friday of every month'],
  ['FREQ=MONTHLY;BYDAY=-2FR', 'on the second to last Friday of every month'],
  ['FREQ=MONTHLY;BYDAY=1MO,3MO', 'on the first Monday and the third Monday of every month'],
  ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', 'on the last workday of every month'],
  ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1', 'on the first Monday or Tuesday of every month'],
  ['FREQ=MONTHLY;BYMONTH=1,2;BYDAY=MO;BYSETPOS=1', 'on the first Monday of every month in January and February'],
  ['FREQ=MONTHLY;BYDAY=MO', 'every Monday'],
  ['FREQ=MONTHLY;INTERVAL=2;BYDAY=MO', 'every 2 months on every Monday'],
  ['FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=15', 'every 2 years on the 15th of every month'],
  ['FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=10', 'every 3 months on the 10th'],
  ['FREQ=MONTHLY;BYMONTH=1,7;BYMONTHDAY=15', 'every year on 15 January and 15 July'],
  ['FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', 'on the 13th (if it is a Friday) of every month'],
  ['FREQ=YEARLY', 'every year on 5 January'],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29', 'every year on 29 February'],
  ['FREQ=YEARLY;BYMONTH=5;BYDAY=-1MO', 'every year on the last Monday of May'],
  ['FREQ=YEARLY;BYDAY=20MO', 'every year on the 20th Monday of the year'],
  ['FREQ=YEARLY;BYMONTHDAY=15', 'on the 15th of every month'],
  ['FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=-1', 'every 2 years on the last day of December'],
  ['FREQ=WEEKLY;UNTIL=20270630', 'every Monday until 30 Jun 2027'],
  ['FREQ=WEEKLY;UNTIL=20270630T120000', 'every Monday until 30 Jun 2027 at 12:00'],
  ['FREQ=DAILY;COUNT=5', 'every day, 5 times'],
  ['FREQ=DAILY;COUNT=1', 'every day, once'],
])('%s: %s', (rule, text) => {
  expect(describeRecurrence({ rule, start: { date: monday, time: null }, basis: 'schedule' })).toBe(text)
})

test.each([
  ['FREQ=WEEKLY;BYDAY=MO;UNTIL=20270630', 'schedule', 'every Monday at 09:00 until 30 Jun 2027'],
  ['FREQ=DAILY;INTERVAL=3', 'completion', 'every 3 days after completion, at 09:00'],
  ['FREQ=WEEKLY', 'completion', 'every week after completion, at 09:00'],
  ['FREQ=MONTHLY;COUNT=4', 'completion', 'every month after completion, at 09:00, 4 times'],
  ['FREQ=WEEKLY;BYDAY=MO', 'completion', 'every Monday after completion, at 09:00'],
] as const)('%s at a time, from %s: %s', (rule, basis, text) => {
  expect(describeRecurrence({ rule, start: { date: monday, time: '09:00' }, basis })).toBe(text)
})

test('has words for every rule', () => {
  const supported = arbitraryRule.filter((rule) => recurrenceRuleProblem(rule) === null)
  fc.assert(
    fc.property(supported, arbitraryDate, fc.constantFrom('schedule', 'completion'), (rule, date, basis) => {
      const text = describeRecurrence({ rule, start: { date, time: null }, basis })
      expect(text).toMatch(/^(every|on) /)
      expect(text).not.toMatch(/undefined|null|NaN| {2}|[A-Z]{2}|,,| ,|the (of|$)/)
    }),
  )
})
