import { useCallback } from 'react'
import { unsubscribeDevice } from '../notifications/device/device-push.ts'
import { leaveNothing } from '../offline/saved-data.ts'
import { useToasts } from '../ui/toasts.ts'
import { auth } from './auth-api.ts'
import { wordsFor } from './use-auth-form.ts'

/** Ends the session here, or everywhere, and loads the page anew so that nothing of the user stays in memory. */
export function useSignOut(): (where?: 'here' | 'everywhere') => Promise<void> {
  const toasts = useToasts()
  return useCallback(
    async (where = 'here') => {
      try {
        await (where === 'here' ? auth.signOut() : auth.signOutEverywhere())
        leaveNothing(localStorage)
        await unsubscribeDevice(localStorage).catch(() => undefined)
        window.location.assign('/')
      } catch (error) {
        toasts.show({ tone: 'problem', text: wordsFor(error) })
      }
    },
    [toasts],
  )
}
