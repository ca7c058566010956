import type { Trend, TrendValue } from '../../../domain/trend.ts'
import { calendarText, type Present } from './dates.ts'
import type { Reply } from './help.ts'
import { counted } from './text.ts'

const verbs = { completed: 'finished', created: 'added' }

/** What a number over time comes to, in one sentence, with the chart of it. */
export function trendReply(trend: Trend, values: readonly TrendValue[], present: Present): Reply {
  const total = values.reduce((sum, { count }) => sum + count, 0)
  const verb = verbs[trend.measure]
  const since = calendarText(trend.from, present)
  const first = values[0]
  if (first === undefined || total === 0) return { text: `You ${verb} no tasks since ${since}.`, parts: [] }
  const best = values.reduce((most, value) => (value.count > most.count ? value : most), first)
  const average = (total / values.length).toLocaleString('en', { maximumFractionDigits: 1 })
  const until = calendarText(trend.until, present)
  const text =
    values.length === 1
      ? `You ${verb} ${counted(total, 'task')} from ${since} to ${until}.`
      : `You ${verb} ${counted(total, 'task')} from ${since} to ${until}: ${average} a ${trend.by} on average, most (${best.count.toLocaleString('en')}) ${bestText(best, trend, present)}.`
  return { text, parts: [{ type: 'chart', trend, values: [...values] }] }
}

function bestText({ from }: TrendValue, { by }: Trend, present: Present): string {
  const day = calendarText(from, present)
  if (by === 'day') return `on ${day}`
  return by === 'week' ? `in the week of ${day}` : `in ${monthName.format(Date.parse(`${from}T00:00Z`))}`
}

const monthName = new Intl.DateTimeFormat('en', { month: 'long', year: 'numeric', timeZone: 'UTC' })
