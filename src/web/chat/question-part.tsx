import type { MessagePart } from '../../domain/conversation.ts'
import { useNow } from '../time/use-now.ts'
import { Button } from '../ui/button.tsx'
import { useSessions } from './chat-sessions.tsx'
import type { Entry } from './entries.ts'

type PartOf<T extends MessagePart['type']> = Extract<MessagePart, { type: T }>
type Props<T extends MessagePart['type']> = { part: PartOf<T>; conversationId: string; questions: Entry['questions'] }

/** Yes or no, until it is answered, overtaken by another message, or expired. */
export function ConfirmPart({ part, conversationId, questions }: Props<'confirm'>) {
  const open = questions === 'open'
  const sessions = useSessions()
  const expired = useNow() >= part.expiresAt
  const answer = (accept: boolean) =>
    sessions.send(
      { conversationId, fresh: false },
      {
        kind: 'answer',
        confirmationId: part.confirmationId,
        accept,
        label: accept ? 'Yes' : 'No',
      },
    )
  return (
    <fieldset className="flex max-w-xl flex-wrap items-center gap-3 rounded-lg border border-line bg-surface px-4 py-3">
      <legend className="sr-only">Please confirm</legend>
      <p className="min-w-0 flex-1 basis-48 font-medium [overflow-wrap:anywhere]">{part.question}</p>
      {questions !== 'closed' && !expired ? (
        <div className="flex gap-2">
          <Button small look="primary" disabled={!open} onClick={() => answer(true)}>
            Yes
          </Button>
          <Button small disabled={!open} onClick={() => answer(false)}>
            No
          </Button>
        </div>
      ) : (
        <Closed expired={open} />
      )}
    </fieldset>
  )
}

/** Which task was meant. */
export function ChoosePart({ part, conversationId, questions }: Props<'choose'>) {
  const open = questions === 'open'
  const sessions = useSessions()
  const expired = useNow() >= part.expiresAt
  const choose = (confirmationId: string, label: string) =>
    sessions.send({ conversationId, fresh: false }, { kind: 'answer', confirmationId, accept: true, label })
  return (
    <fieldset className="flex max-w-xl flex-col gap-1.5">
      <legend className="sr-only">Choose one</legend>
      {part.options.map(({ confirmationId, label }) => (
        <Button
          key={confirmationId}
          disabled={!open || expired}
          onClick={() => choose(confirmationId, label)}
          className="h-auto min-h-10 justify-start py-2 text-left whitespace-normal [overflow-wrap:anywhere]"
        >
          {label}
        </Button>
      ))}
      {open && expired && <Closed expired />}
    </fieldset>
  )
}

function Closed({ expired }: { expired: boolean }) {
  return <p className="text-sm text-muted">{expired ? 'This question has expired. Ask again.' : 'Closed'}</p>
}
