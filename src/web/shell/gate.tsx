import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { LiveUpdates } from '../live/live-updates.tsx'
import type { Me } from '../rpc/contract.ts'
import { problemOf } from '../rpc/problem.ts'
import { useTRPC } from '../rpc/trpc.ts'
import { TaskActions } from '../tasks/actions.tsx'
import { Button } from '../ui/button.tsx'
import { lazily } from '../ui/lazily.tsx'
import { Notice } from '../ui/notice.tsx'
import { LoadingFrame } from './loading-frame.tsx'
import { type SignedIn, SignedInContext } from './me.ts'
import { rememberSignedIn } from './visit.ts'
import { ZoneDetection } from './zone-detection.tsx'

// Needed once a reminder was made or a notification clicked: the first load is for what is seen.
const DeviceNotifications = lazily(async () => {
  await new Promise((resolve) => setTimeout(resolve, 6_000))
  return (await import('../notifications/device/device-notifications.tsx')).DeviceNotifications
})
const KeepForOffline = lazily(() => import('../offline/keep-for-offline.tsx').then((module) => module.KeepForOffline))
const SignInPage = lazily(() => import('../identity/sign-in-page.tsx').then((module) => module.SignInPage))

/** Shows the page to those signed in, the way in to all others, and what to do when nothing answers. */
export function Gate({ children }: { children: ReactNode }) {
  const queries = useTRPC()
  const me = useQuery(queries.me.get.queryOptions())
  // The server's markup and the browser's first one must be the same.
  const [mounted, setMounted] = useState(false)
  useEffect(() => setMounted(true), [])
  const someone = me.data === undefined ? undefined : me.data.user !== null
  useEffect(() => {
    if (someone !== undefined) rememberSignedIn(someone)
    if (someone === false) void import('../offline/saved-data.ts').then(({ forgetData }) => forgetData(localStorage))
  }, [someone])
  const cache = useQueryClient()
  const unreachable = me.data === undefined && me.failureReason !== null && problemOf(me.failureReason).transient
  useEffect(() => {
    // Until the server answers, what was there last time is better than nothing.
    if (unreachable) void import('../offline/saved-data.ts').then(({ restoreData }) => restoreData(cache, localStorage))
  }, [unreachable, cache])

  if (me.data === undefined && me.error !== null) {
    return (
      <Notice title="The server does not answer">
        <p role="alert">{problemOf(me.error).message}</p>
        <Button look="primary" onClick={() => void me.refetch()} disabled={me.isFetching}>
          {me.isFetching ? 'Trying…' : 'Try again'}
        </Button>
      </Notice>
    )
  }
  if (!mounted || me.data === undefined) return <LoadingFrame />
  const signedIn = signedInOf(me.data)
  if (signedIn === null) return <SignInPage registration={me.data.registration} guests={me.data.guests} />
  return (
    <SignedInContext value={signedIn}>
      <LiveUpdates key={signedIn.user.id} waiting={<LoadingFrame />}>
        <TaskActions>
          <ZoneDetection />
          <KeepForOffline />
          <DeviceNotifications />
          {children}
        </TaskActions>
      </LiveUpdates>
    </SignedInContext>
  )
}

function signedInOf({ user, settings, registration }: Me): SignedIn | null {
  return user === null || settings === null ? null : { user, settings, registration }
}
