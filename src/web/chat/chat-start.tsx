import { useQuery } from '@tanstack/react-query'
import { weekdayOf } from '../../domain/time/calendar.ts'
import { toWallTime } from '../../domain/time/resolve.ts'
import { useTRPC } from '../rpc/trpc.ts'
import { useSignedIn } from '../shell/me.ts'
import { useReader } from '../time/reader.ts'
import { SuggestionChip } from '../ui/chip.tsx'
import { useSend } from './send-context.ts'
import { greeting, suggestions } from './suggestions.ts'

/** An empty chat, which teaches by example. */
export function ChatStart() {
  const queries = useTRPC()
  const { user } = useSignedIn()
  const reader = useReader()
  const send = useSend()
  const { data: counts } = useQuery(queries.tasks.counts.queryOptions())
  const { date, time } = toWallTime(reader.now, reader.timeZone)
  const hour = Number(time.slice(0, 2))
  return (
    <div className="mx-auto flex min-h-full max-w-2xl flex-col justify-center px-5 py-10 md:px-8">
      <h1 className="text-2xl font-semibold tracking-tight text-balance">
        {greeting(hour, user.isGuest ? null : user.name)}
      </h1>
      <p className="mt-2 text-muted">
        Tell me what you have to do, in your own words. I keep the list, and I speak up when something is due.
      </p>
      <ul className="mt-6 flex flex-wrap gap-2">
        {suggestions(counts, { hour, weekday: weekdayOf(date) }).map((text) => (
          <li key={text} className="max-w-full">
            <SuggestionChip onClick={() => void send(text)}>{text}</SuggestionChip>
          </li>
        ))}
      </ul>
    </div>
  )
}
