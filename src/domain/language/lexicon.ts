import { spellings } from './spelling.ts'

export type Unit = 'second' | 'minute' | 'hour' | 'day' | 'workday' | 'week' | 'weekend' | 'month' | 'quarter' | 'year'
export type Part = 'morning' | 'noon' | 'afternoon' | 'evening' | 'night' | 'midnight'

/** What a word can mean in a date. `weak`: also an everyday word, so it needs company ("sat", "may"). */
export type Lexeme = {
  weekday?: number
  /** "mondays": by itself a repetition. */
  plural?: boolean
  month?: number
  cardinal?: number
  ordinal?: number
  unit?: Unit
  /** How many of the unit the word stands for ("fortnight": 2 weeks). */
  amount?: number
  part?: Part
  weak?: boolean
}

/** One line a meaning: the words, separated by spaces, and what they mean. Contributors add words here. */
const rows: readonly (readonly [words: string, lexeme: Lexeme])[] = [
  ['monday mon', { weekday: 1 }],
  ['tuesday tue tues', { weekday: 2 }],
  ['wednesday weds', { weekday: 3 }],
  ['wed', { weekday: 3, weak: true }],
  ['thursday thu thur thurs', { weekday: 4 }],
  ['friday fri', { weekday: 5 }],
  ['saturday', { weekday: 6 }],
  ['sat', { weekday: 6, weak: true }],
  ['sunday', { weekday: 7 }],
  ['sun', { weekday: 7, weak: true }],
  ['mondays', { weekday: 1, plural: true }],
  ['tuesdays', { weekday: 2, plural: true }],
  ['wednesdays', { weekday: 3, plural: true }],
  ['thursdays', { weekday: 4, plural: true }],
  ['fridays', { weekday: 5, plural: true }],
  ['saturdays', { weekday: 6, plural: true }],
  ['sundays', { weekday: 7, plural: true }],
  ['january jan', { month: 1 }],
  ['february feb', { month: 2 }],
  ['march mar', { month: 3, weak: true }],
  ['april apr', { month: 4 }],
  ['may', { month: 5, weak: true }],
  ['june jun', { month: 6 }],
  ['july jul', { month: 7 }],
  ['august aug', { month: 8 }],
  ['september sept sep', { month: 9 }],
  ['october oct', { month: 10 }],
  ['november nov', { month: 11 }],
  ['december dec', { month: 12 }],
  ['seconds sec secs', { unit: 'second' }],
  ['minute minutes min mins minuts', { unit: 'minute' }],
  ['hour hours hr hrs', { unit: 'hour' }],
  ['day days', { unit: 'day' }],
  ['workday workdays', { unit: 'workday' }],
  ['weekday weekdays', { unit: 'workday' }],
  ['week weeks wk wks', { unit: 'week' }],
  ['fortnight fortnights', { unit: 'week', amount: 2 }],
  ['weekend weekends', { unit: 'weekend' }],
  ['month months mth mths mos', { unit: 'month' }],
  ['quarter quarters qtr', { unit: 'quarter' }],
  ['year years yr yrs', { unit: 'year' }],
  ['decade decades', { unit: 'year', amount: 10 }],
  ['morning mornings', { part: 'morning' }],
  ['noon midday noontime lunchtime', { part: 'noon' }],
  ['afternoon afternoons arvo', { part: 'afternoon' }],
  ['evening evenings', { part: 'evening' }],
  ['night nights nite', { part: 'night' }],
  ['midnight', { part: 'midnight' }],
  ['one', { cardinal: 1 }],
  ['two', { cardinal: 2 }],
  ['three', { cardinal: 3 }],
  ['four', { cardinal: 4 }],
  ['five', { cardinal: 5 }],
  ['six', { cardinal: 6 }],
  ['seven', { cardinal: 7 }],
  ['eight', { cardinal: 8 }],
  ['nine', { cardinal: 9 }],
  ['ten', { cardinal: 10 }],
  ['eleven', { cardinal: 11 }],
  ['twelve', { cardinal: 12 }],
  ['thirteen', { cardinal: 13 }],
  ['fourteen', { cardinal: 14 }],
  ['fifteen', { cardinal: 15 }],
  ['sixteen', { cardinal: 16 }],
  ['seventeen', { cardinal: 17 }],
  ['eighteen', { cardinal: 18 }],
  ['nineteen', { cardinal: 19 }],
  ['twenty', { cardinal: 20 }],
  ['thirty', { cardinal: 30 }],
  ['forty', { cardinal: 40 }],
  ['forty-five', { cardinal: 45 }],
  ['fifty', { cardinal: 50 }],
  ['sixty', { cardinal: 60 }],
  ['ninety', { cardinal: 90 }],
  ['first', { ordinal: 1 }],
  ['second', { ordinal: 2, unit: 'second' }],
  ['third', { ordinal: 3 }],
  ['fourth', { ordinal: 4 }],
  ['fifth', { ordinal: 5 }],
  ['sixth', { ordinal: 6 }],
  ['seventh', { ordinal: 7 }],
  ['eighth', { ordinal: 8 }],
  ['ninth', { ordinal: 9 }],
  ['tenth', { ordinal: 10 }],
  ['eleventh', { ordinal: 11 }],
  ['twelfth', { ordinal: 12 }],
  ['thirteenth', { ordinal: 13 }],
  ['fourteenth', { ordinal: 14 }],
  ['fifteenth', { ordinal: 15 }],
  ['sixteenth', { ordinal: 16 }],
  ['seventeenth', { ordinal: 17 }],
  ['eighteenth', { ordinal: 18 }],
  ['nineteenth', { ordinal: 19 }],
  ['twentieth', { ordinal: 20 }],
  ['thirtieth', { ordinal: 30 }],
]

export const noMeaning: Lexeme = Object.freeze({})
const meanings = new Map<string, Lexeme>(
  rows.flatMap(([words, lexeme]) => words.split(' ').map((word) => [word, lexeme])),
)

/** What a lower-case word means in dates, misspellings included; `noMeaning` for every other word. */
export const meaningOf = (word: string): Lexeme => meanings.get(word) ?? noMeaning

/** The word as the tables spell it: "tmrw" → "tomorrow", "wensday" → "wednesday". */
export const respell = (word: string): string => spellings.get(word) ?? word

/** When a part of the day begins, in minutes since midnight. */
export const partStart: Record<Part, number> = {
  morning: 9 * 60,
  noon: 12 * 60,
  afternoon: 15 * 60,
  evening: 19 * 60,
  night: 21 * 60,
  midnight: 0,
}
