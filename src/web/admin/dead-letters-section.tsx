import { useRef, useState } from 'react'
import { useTRPCClient } from '../rpc/trpc.ts'
import { useAction } from '../rpc/use-action.ts'
import { Section } from '../settings/section.tsx'
import { fullInstantWords } from '../time/instant-words.ts'
import { useReader } from '../time/reader.ts'
import { Button } from '../ui/button.tsx'
import type { Overview } from './overview.ts'

type Letter = NonNullable<Overview['events']>['deadLetters'][number]
type Props = { letters: Letter[] | null; onReplayed: () => Promise<unknown> }

/** Events that were given up; nothing is lost by delivering one again. */
export function DeadLettersSection({ letters, onReplayed }: Props) {
  const api = useTRPCClient()
  const act = useAction()
  const [said, setSaid] = useState('')
  const busy = useRef(false)
  const replay = async (which: string) => {
    if (busy.current) return
    busy.current = true
    const answer = await act((mutationId) => api.admin.replay.mutate({ mutationId, which }))
    if (answer !== null) setSaid(`${answer.count} to be delivered again.`)
    await onReplayed()
    busy.current = false
  }
  return (
    <Section
      title="Dead letters"
      intro="Events that their consumer gave up. Mend the cause first; what was done already is not done twice."
    >
      {letters === null && <p className="text-sm text-danger">Nobody can tell at the moment.</p>}
      {letters?.length === 0 && <p className="text-sm text-muted">There are none.</p>}
      <ul className="divide-y divide-line">
        {letters?.map((letter) => (
          <li key={letter.id} className="flex items-start gap-3 py-2.5">
            <LetterWords letter={letter} />
            <Button
              small
              disabled={letter.replayRequested}
              aria-label={`Deliver ${letter.id} again`}
              onClick={() => void replay(letter.id)}
            >
              {letter.replayRequested ? 'Asked for' : 'Deliver again'}
            </Button>
          </li>
        ))}
      </ul>
      <div className="mt-3 flex items-center gap-3">
        {(letters?.length ?? 0) > 1 && <Button onClick={() => void replay('all')}>Deliver all again</Button>}
        <p role="status" className="text-sm text-muted">
          {said}
        </p>
      </div>
    </Section>
  )
}

function LetterWords({ letter: { at, type, topic, reason } }: { letter: Letter }) {
  const reader = useReader()
  return (
    <div className="min-w-0 flex-1 text-sm">
      <p className="font-medium [overflow-wrap:anywhere]">{type ?? 'Not readable'}</p>
      <p className="text-muted [overflow-wrap:anywhere]">
        {topic} · {fullInstantWords(at, reader)}
        {reason === null ? '' : ` · ${reason}`}
      </p>
    </div>
  )
}
