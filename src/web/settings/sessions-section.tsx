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
  const end = async (call: () => Promise<unknown>, text: string) => {
    try {
      await call()
      toasts.show({ tone: 'done', text })
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
          <li key={session.id} className="flex items-center gap-3 py-2.5 first:pt-0">
            <div className="min-w-0 flex-1">
              <p>
                {deviceWords(session.userAgent)}
                {session.id === current?.session.id && <span className="ml-2 text-sm text-accent">this device</span>}
              </p>
              <p className="text-sm text-muted">
                {session.ipAddress ? `${session.ipAddress} · ` : ''}
                active {agoWords(new Date(session.updatedAt).toISOString(), reader)}
              </p>
            </div>
            {current !== null && session.id !== current.session.id && (
              <Button
                small
                aria-label={`Sign out ${deviceWords(session.userAgent)}`}
                onClick={() => void end(() => auth.endSession(session.token), 'That device is signed out.')}
              >
                Sign out
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        {list.length > 1 && (
          <Button onClick={() => void end(auth.signOutElsewhere, 'Every other device is signed out.')}>
            Sign out other devices
          </Button>
        )}
        <Button look="danger" onClick={() => void signOut('everywhere')}>
          Sign out everywhere
        </Button>
      </div>
    </Section>
  )
}
