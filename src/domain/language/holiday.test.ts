import { expect, it } from 'vitest'
import { isoDay } from './calendar.ts'
import { holidayIn } from './holiday.ts'

it.each([
  ['yom kippur', 2026, '2026-09-21'],
  ['rosh hashanah', 2027, '2027-10-02'],
  ['hanukkah', 2026, '2026-12-05'],
  ['passover', 2027, '2027-04-22'],
  ['purim', 2018, '2018-03-01'],
  ['purim', 2019, '2019-03-21'],
  ['chinese new year', 2018, '2018-02-16'],
  ['chinese new year', 2027, '2027-02-06'],
  ['eid al fitr', 2018, '2018-06-15'],
  ['eid al adha', 2018, '2018-08-21'],
  ['ramadan', 2027, '2027-02-08'],
  ['islamic new year', 2018, '2018-09-11'],
  ['orthodox easter', 2018, '2018-04-08'],
  ['orthodox good friday', 2020, '2020-04-17'],
  ['kings day', 2014, '2014-04-26'],
  ['kings day', 2018, '2018-04-27'],
  ['easter', 2027, '2027-03-28'],
])('%s %i is on %s', (name, year, date) => {
  const day = holidayIn(name, year)
  expect(day === null ? null : isoDay(day)).toBe(date)
})
