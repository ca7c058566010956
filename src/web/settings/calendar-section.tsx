import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTRPC, useTRPCClient } from '../rpc/trpc.ts'
import { useAction } from '../rpc/use-action.ts'
import { agoWords } from '../time/instant-words.ts'
import { useReader } from '../time/reader.ts'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { Section } from './section.tsx'
import { ShownOnce } from './shown-once.tsx'

const questions = {
  replace: {
    title: 'Make a new address?',
    confirm: 'Make a new one',
    effect: 'The address before shows nothing any more. Calendars that use it have to be given the new one.',
  },
  revoke: {
    title: 'Stop sharing with calendars?',
    confirm: 'Stop',
    effect: 'The address shows nothing any more, at once. You can make another one later.',
  },
} as const

/** The address by which calendar programs show one's tasks. */
export function CalendarSection() {
  const api = useTRPCClient()
  const queries = useTRPC()
  const act = useAction()
  const feed = useQuery(queries.calendar.get.queryOptions(undefined, { staleTime: 0 }))
  const [address, setAddress] = useState<string | null>(null)
  const [asking, setAsking] = useState<keyof typeof questions | null>(null)
  const create = async () => {
    const made = await act((mutationId) => api.calendar.create.mutate({ mutationId }))
    if (made !== null) setAddress(window.location.origin + made.path)
    await feed.refetch()
  }
  const revoke = async () => {
    await act((mutationId) => api.calendar.revoke.mutate({ mutationId }))
    setAddress(null)
    await feed.refetch()
  }
  return (
    <Section
      title="Calendar"
      intro="Google Calendar, Apple Calendar, Outlook and Thunderbird can show your tasks with a date. They look again every hour or less often."
    >
      {feed.isPending && <Skeleton rows={1} />}
      {address !== null && (
        <ShownOnce
          secret={address}
          intro="Subscribe to this address in your calendar (“from URL”). It is shown only now. Whoever knows it can read your tasks, so give it to nobody else."
        />
      )}
      {feed.data && (
        <>
          {address === null && <FeedWords {...feed.data} />}
          <div className="mt-3 flex flex-wrap gap-2">
            <Button onClick={() => setAsking('replace')}>New address…</Button>
            <Button look="danger" onClick={() => setAsking('revoke')}>
              Revoke
            </Button>
          </div>
        </>
      )}
      {feed.data === null && <Button onClick={() => void create()}>Make a calendar address</Button>}
      {asking !== null && (
        <ConfirmDialog
          title={questions[asking].title}
          confirm={questions[asking].confirm}
          onConfirm={() => void (asking === 'replace' ? create() : revoke())}
          onClose={() => setAsking(null)}
        >
          {questions[asking].effect}
        </ConfirmDialog>
      )}
    </Section>
  )
}

function FeedWords({ createdAt, lastUsedAt }: { createdAt: string; lastUsedAt: string | null }) {
  const reader = useReader()
  return (
    <p className="text-sm text-muted">
      Made {agoWords(createdAt, reader)} ·{' '}
      {lastUsedAt === null ? 'never used' : `last looked at ${agoWords(lastUsedAt, reader)}`}. Its address was shown
      when it was made; lost, it is replaced by a new one.
    </p>
  )
}
