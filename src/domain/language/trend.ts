import { addDays, startOfWeek } from '../time/calendar.ts'
import { today } from '../time/resolve.ts'
import type { LocalDate } from '../time/wall-time.ts'
import type { Trend } from '../trend.ts'
import type { Command, LanguageContext } from './plan.ts'
import type { Token } from './tokens.ts'

type Unit = Trend['by']

// How numbers over time are asked for, as regular expressions over words joined by spaces.
const tasks = '(?:tasks|things|todos|items|reminders|ones)'
const finished = '(?:finish(?:ed)?|completed?|done|do|did|closed?|accomplish(?:ed)?|g[eo]t done)'
const made = '(?:created?|add(?:ed)?|ma[dk]e|note(?:d)?)'
const by = '(?:(?:each|every|per|a|by|for each) (?:day|week|month)|daily|weekly|monthly)'
const period =
  '(?:(?:in|during|over|for|within) )?(?:the )?(?:(?:this|current|last|past|previous)(?: \\d+)?|\\d+) (?:days?|weeks?|months?|year)|so far'
const ask = "(?:(?:show|give|tell|draw|plot)(?: me)? |what(?:'s| is| was| were) |how (?:is|was|were) )?(?:an? |the )?"
const picture =
  '(?:chart|graph|plot|diagram|trend|history|statistics|stats|count|number|overview)(?: (?:of|for|on|about))? '
const number = `how (?:many|much)(?: new)?(?: ${tasks})? (?:(?:did|have|do) (?:i|we)|were|was|are|got)`
const own = '(?:(?:my|the|all) )?'
const who = "(?: that| which)?(?: i| we| i've| i have| were)?"

const questionFor = (did: string, measures: string) =>
  new RegExp(
    `^(?:${number} ${did}|${ask}(?<picture>${picture})?${own}(?:${tasks}${who} ${did}|${measures}))(?<rest>(?: ${by})?(?: (?:${period}))?(?: ${by})?)(?: [?.!])*$`,
    'u',
  )

const questions = {
  completed: questionFor(finished, `(?:finished|completed|done|closed) ${tasks}|progress|productivity|completions?`),
  created: questionFor(made, `(?:new|created|added) ${tasks}`),
} as const
const bucket = new RegExp(by, 'u')
const span = /\b(this|current|last|past|previous)?(?: ?(\d+))? (days?|weeks?|months?|year)\b/u

/** The most bars that still tell something; a finer question is answered by the next coarser unit. */
const mostBars = 62
const longestYears = 10
const daysIn = { day: 1, week: 7, month: 30.4, year: 365 }
const usualCount = { day: 14, week: 8, month: 12 }

/**
 * "how many did I finish each week?", "tasks created per day this month", "chart of my completed tasks": a number over
 * time. Null where it is none, or one number only.
 */
export function trendCommand(tokens: readonly Token[], context: LanguageContext): Command | null {
  if (tokens.length > 20) return null
  const text = tokens.map(({ word }) => word).join(' ')
  for (const measure of ['completed', 'created'] as const) {
    const match = questions[measure].exec(text)
    if (match === null) continue
    const { picture = '', rest = '' } = match.groups ?? {}
    if (picture === '' && !bucket.test(rest) && !/\b(?:progress|productivity)\b/.test(text)) continue
    return { kind: 'trend', measure, ...rangeOf(rest, context) }
  }
  return null
}

function rangeOf(rest: string, { now, timeZone, weekStart }: LanguageContext): Pick<Trend, 'by' | 'from' | 'until'> {
  const here = today(now, timeZone)
  const said = bucket.exec(rest)?.[0] ?? ''
  const named = said === '' ? null : /da(?:y|ily)/.test(said) ? 'day' : said.includes('week') ? 'week' : 'month'
  const asked = spanOf(rest.replace(said, ''), here, weekStart)
  const unit = named ?? (asked === null ? 'week' : asked.days <= daysIn.month + 1 ? 'day' : 'month')
  const by = coarseEnough(unit, asked?.days ?? 0)
  const from = asked?.from ?? addDays(here, -Math.round((usualCount[by] - 1) * daysIn[by]))
  return { by, from: startOf(from, by, weekStart), until: asked?.until ?? here }
}

function coarseEnough(unit: Unit, days: number): Unit {
  if (unit === 'month' || days / daysIn[unit] <= mostBars) return unit
  return coarseEnough(unit === 'day' ? 'week' : 'month', days)
}

function startOf(date: LocalDate, unit: Unit | 'year', weekStart: number): LocalDate {
  if (unit === 'day') return date
  if (unit === 'week') return startOfWeek(date, weekStart)
  return unit === 'month' ? `${date.slice(0, 7)}-01` : `${date.slice(0, 4)}-01-01`
}

type Span = { from: LocalDate; until: LocalDate; days: number }

/** The days a period covers: "last week" is the whole week before this one, "last 3 weeks" and "past week" end today. */
function spanOf(text: string, here: LocalDate, weekStart: number): Span | null {
  const match = span.exec(text)
  if (match === null) return null
  const [, which = 'this', count, noun = 'week'] = match
  const unit = noun.replace(/s$/, '') as Unit | 'year'
  const days = Math.min(Math.round(daysIn[unit] * Number(count ?? 1)), longestYears * daysIn.year)
  if (count !== undefined || which === 'past') return { from: addDays(here, 1 - days), until: here, days }
  const from = startOf(here, unit, weekStart)
  if (which === 'this' || which === 'current') return { from, until: here, days }
  const until = addDays(from, -1)
  return { from: startOf(until, unit, weekStart), until, days }
}
