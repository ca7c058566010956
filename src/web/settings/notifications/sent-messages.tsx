import type { Destination, SentMessage } from '../../../domain/destination.ts'
import { agoWords, fullInstantWords, instantWords } from '../../time/instant-words.ts'
import { useReader } from '../../time/reader.ts'
import { cx } from '../../ui/class-names.ts'
import { sentWords } from './sent-words.ts'

type Props = { sent: readonly SentMessage[]; destinations: readonly Destination[] }

const kindWords = { push: 'A device', email: 'An address', webhook: 'A webhook' }

/** The last messages, what became of them, and why. */
export function SentMessages({ sent, destinations }: Props) {
  const reader = useReader()
  if (sent.length === 0) return null
  const labels = new Map(destinations.map(({ id, label }) => [id, label]))
  const at = (instant: string) => instantWords(instant, reader)
  return (
    <details className="mt-5 border-t border-line pt-4" open={sent[0]?.purpose !== 'notification'}>
      <summary className="cursor-pointer text-sm font-medium">Last sent</summary>
      <ul className="mt-2 divide-y divide-line text-sm" aria-live="polite">
        {sent.map((message) => {
          const { words, tone } = sentWords(message, at)
          return (
            <li key={message.id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {labels.get(message.destinationId ?? '') ?? `${kindWords[message.kind]}, removed`}
                <span className="text-muted"> · {purposeWords[message.purpose]}</span>
              </span>
              <time
                className="text-muted"
                dateTime={message.createdAt}
                title={fullInstantWords(message.createdAt, reader)}
              >
                {agoWords(message.createdAt, reader)}
              </time>
              <span className={cx('w-full', tone === 'bad' ? 'text-danger' : 'text-muted')}>{words}</span>
            </li>
          )
        })}
      </ul>
    </details>
  )
}

const purposeWords = { notification: 'notification', test: 'test', confirm: 'code' }
