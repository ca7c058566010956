import { useQuery } from '@tanstack/react-query'
import { auth } from '../identity/auth-api.ts'
import { wordsFor } from '../identity/use-auth-form.ts'
import { useSignOut } from '../identity/use-sign-out.ts'
import { agoWords } from '../time/instant-words.ts'
import { useReader } from '../time/reader.ts'
import { Button } from '../ui/button.tsx'
import { Skeleton } from '../ui/skeleton.tsx'
import { useToasts } from '../ui/toasts.ts'
import { deviceWords } from './device-words.ts'
import { Section } from './section.tsx'

export function SessionsSection() {
  const reader = useReader()
  const toasts = useToasts()
  const signOut = useSignOut()
  const sessions = useQuery({
    queryKey: ['auth', 'sessions'],
    staleTime: 0,
    queryFn: () => Promise.all([auth.sessions(), auth.currentSession()]),
  })
  const [list = [], current = null] = sessions.data ?? []
  const endOthers = async () => {
    try {
      await auth.signOutElsewhere()
      toasts.show({ tone: 'done', text: 'Every other device is signed out.' })
      await sessions.refetch()
    } catch (error) {
      toasts.show({ tone: 'problem', text: wordsFor(error) })
    }
  }
  return (
    <Section title="Where you are signed in">
      {sessions.isPending && <Skeleton rows={2} />}
      {sessions.error !== null && (
        <p role="alert" className="text-sm text-danger">
          {wordsFor(sessions.error)}
        </p>
      )}
      <ul className="divide-y divide-line">
        {list.map((session) => (
          <li key={session.id} className="py-2.5 first:pt-0">
            <p>
              {deviceWords(session.userAgent)}
              {session.id === current?.session.id && <span className="ml-2 text-sm text-accent">this device</span>}
            </p>
            <p className="text-sm text-muted">
              {session.ipAddress ? `${session.ipAddress} · ` : ''}
              active {agoWords(new Date(session.updatedAt).toISOString(), reader)}
            </p>
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        {list.length > 1 && <Button onClick={() => void endOthers()}>Sign out other devices</Button>}
        <Button look="danger" onClick={() => void signOut('everywhere')}>
          Sign out everywhere
        </Button>
      </div>
    </Section>
  )
}
