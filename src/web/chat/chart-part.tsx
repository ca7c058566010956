import { useId } from 'react'
import type { MessagePart } from '../../domain/conversation.ts'
import type { Trend } from '../../domain/trend.ts'
import { useSettings } from '../shell/me.ts'
import { dateWords, type Locale, longDateWords, monthWords } from '../time/clock-format.ts'

type Props = { part: Extract<MessagePart, { type: 'chart' }> }

const height = 120
const barWidth = 100

const titles = { completed: 'Tasks finished', created: 'Tasks added' }
const units = { day: 'day', week: 'week', month: 'month' }

/** A number over time as bars; the table below says the same in words. */
export function ChartPart({ part: { trend, values } }: Props) {
  const id = useId()
  const { locale } = useSettings()
  const most = Math.max(1, ...values.map(({ count }) => count))
  const title = `${titles[trend.measure]} per ${units[trend.by]}`
  // Of many labels only some find room, the last always.
  const every = Math.ceil(values.length / 5)
  return (
    <figure className="max-w-xl overflow-hidden rounded-lg border border-line bg-surface p-4 pr-6" aria-labelledby={id}>
      <figcaption id={id} className="flex items-baseline justify-between gap-3 text-sm">
        <span className="font-medium">{title}</span>
        <span className="text-muted tabular-nums">most {most}</span>
      </figcaption>
      <svg
        aria-hidden="true"
        viewBox={`0 0 ${values.length * barWidth} ${height}`}
        preserveAspectRatio="none"
        className="mt-3 h-30 w-full border-b border-line"
      >
        {values.map(({ from, count }, index) => {
          const tall = count === 0 ? 1 : Math.max(3, (count / most) * height)
          return (
            <rect
              key={from}
              x={index * barWidth + barWidth * 0.14}
              y={height - tall}
              width={barWidth * 0.72}
              height={tall}
              className={count === 0 ? 'fill-line-strong' : 'fill-accent'}
            >
              <title>{`${wordsOf(from, trend, locale)}: ${count}`}</title>
            </rect>
          )
        })}
      </svg>
      <div aria-hidden="true" className="relative h-5 text-xs text-muted tabular-nums">
        {values.map(
          ({ from }, index) =>
            (values.length - 1 - index) % every === 0 && (
              <span
                key={from}
                className="absolute top-1 -translate-x-1/2 whitespace-nowrap"
                style={{ left: `${((index + 0.5) / values.length) * 100}%` }}
              >
                {labelOf(from, trend, locale)}
              </span>
            ),
        )}
      </div>
      <details className="mt-2 text-sm">
        <summary className="cursor-pointer rounded-sm text-muted hover:text-ink">Show as a table</summary>
        <table className="mt-2 w-full text-left tabular-nums">
          <thead>
            <tr className="border-b border-line text-muted">
              <th scope="col" className="py-1 font-medium first-letter:uppercase">
                {units[trend.by]}
              </th>
              <th scope="col" className="py-1 text-right font-medium">
                {titles[trend.measure]}
              </th>
            </tr>
          </thead>
          <tbody>
            {values.map(({ from, count }) => (
              <tr key={from} className="border-b border-line last:border-0">
                <th scope="row" className="py-1 font-normal">
                  {wordsOf(from, trend, locale)}
                </th>
                <td className="py-1 text-right">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  )
}

function wordsOf(from: string, { by }: Trend, locale: Locale): string {
  if (by === 'month') return monthWords(from)
  return by === 'week' ? `Week of ${dateWords(from, locale)}` : longDateWords(from, locale)
}

const labelOf = (from: string, { by, until }: Trend, locale: Locale): string =>
  by === 'month' ? monthWords(from).slice(0, 3) : dateWords(from, locale, until.slice(0, 4))
