import { type RuleWeekday, weekdayCodes } from './rule-parts.ts'

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]
const ordinalWords = ['first', 'second', 'third', 'fourth', 'fifth']

/** "A", "A and B", "A, B and C"; `last` joins the last two. */
export function listed(items: string[], last = 'and'): string {
  const head = items.slice(0, -1).join(', ')
  return head === '' ? items.join('') : `${head} ${last} ${items.at(-1)}`
}

export const namedMonths = (months: number[]): string => listed(months.map((month) => monthNames[month - 1] ?? ''))

/** Of several weekdays: `all` seven, the `workdays` Monday to Friday, or `some`. Ordinals are not looked at. */
export function weekdaySet(weekdays: RuleWeekday[]): 'all' | 'workdays' | 'some' {
  const codes = new Set(weekdays.map((day) => day.code))
  if (codes.size === 7) return 'all'
  return codes.size === 5 && !codes.has('SA') && !codes.has('SU') ? 'workdays' : 'some'
}

/** "Monday and Friday", without their ordinals; `last` as in `listed`. */
export const namedWeekdays = (weekdays: RuleWeekday[], last?: string): string => listed(weekdays.map(weekdayName), last)

/** "The first Monday and the last Friday". */
export const numberedWeekdays = (weekdays: RuleWeekday[]): string =>
  listed(weekdays.map((day) => `the ${nth(day.ordinal ?? 1)} ${weekdayName(day)}`))

/** Days of a month: "the 1st and 15th", "the last day". */
export function namedMonthDays(days: number[]): string {
  const inOrder = [...days.filter((day) => day > 0), ...days.filter((day) => day < 0)]
  return `the ${listed(inOrder.map((day) => (day > 0 ? withSuffix(day) : `${nth(day)} day`)))}`
}

/** A position as a word: "first", "20th"; from the end: "last", "second to last". */
export function nth(position: number): string {
  if (position === -1) return 'last'
  const word = ordinalWords[Math.abs(position) - 1] ?? withSuffix(Math.abs(position))
  return position < 0 ? `${word} to last` : word
}

const weekdayName = (day: RuleWeekday): string => weekdayNames[weekdayCodes.indexOf(day.code)] ?? ''

function withSuffix(number: number): string {
  const teen = number % 100 >= 11 && number % 100 <= 13
  return `${number}${teen ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th')}`
}
