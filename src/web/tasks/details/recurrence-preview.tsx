import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import type { RecurrenceInput } from '../../../domain/recurrence/recurrence.ts'
import type { WallTime } from '../../../domain/time/wall-time.ts'
import { problemOf } from '../../rpc/problem.ts'
import { useTRPC } from '../../rpc/trpc.ts'
import { clockWords, longDateWords } from '../../time/clock-format.ts'
import { useReader } from '../../time/reader.ts'

type Props = { rule: string; basis: NonNullable<RecurrenceInput['basis']>; start: WallTime; timeZone: string }

const shown = 5
const shiftWords = { gap: 'the clocks go forward: a little later', fold: 'the clocks go back: the first of the two' }

/** The next dates of a rule, so that nobody has to trust their own reading of it. */
export function RecurrencePreview({ rule, basis, start, timeZone }: Props) {
  const queries = useTRPC()
  const { hourCycle, locale } = useReader()
  const input = useDeferredValue({ rule, basis, start, timeZone, count: shown })
  const { data, error } = useQuery(
    queries.tasks.previewRecurrence.queryOptions(input, { placeholderData: keepPreviousData, retry: false }),
  )
  if (error !== null) {
    return (
      <p role="alert" className="text-sm text-danger">
        {problemOf(error).message}
      </p>
    )
  }
  return (
    <div aria-live="polite" className="min-h-40 rounded-md bg-sunken px-3 py-2.5 text-sm">
      {data !== undefined && (
        <>
          <p className="font-medium first-letter:uppercase">{data.description}</p>
          <ol className="mt-1 text-muted">
            {data.occurrences.map(({ local, shift }) => (
              <li key={local}>
                {longDateWords(local.slice(0, 10), locale)}
                {local.length > 10 && `, ${clockWords(local.slice(11, 16), hourCycle)}`}
                {shift !== null && ` (${shiftWords[shift]})`}
              </li>
            ))}
          </ol>
          {data.occurrences.length === 0 && <p className="text-muted">This rule has no dates.</p>}
        </>
      )}
    </div>
  )
}
