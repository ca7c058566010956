import { WifiOff } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useWaiting } from '../offline/outbox-context.ts'
import { lazily } from '../ui/lazily.tsx'
import { useLive } from './live-updates.tsx'

const WaitingChanges = lazily(() => import('../offline/waiting-changes.tsx').then((module) => module.WaitingChanges))

/** A short break is mended before anyone needs to know of it. */
const toleratedMs = 2_500

export function ConnectionBanner() {
  const { state } = useLive()
  const waiting = useWaiting()
  const [shown, setShown] = useState(false)
  useEffect(() => {
    if (state === 'live') {
      setShown(false)
      return
    }
    const timer = setTimeout(() => setShown(true), toleratedMs)
    return () => clearTimeout(timer)
  }, [state])
  return (
    <div role="status">
      {shown && (
        <p className="flex items-center justify-center gap-2 bg-danger-soft px-4 py-1.5 text-center text-sm text-danger">
          <WifiOff size={15} className="shrink-0" />
          No connection to the server. What you see is as it was last; reconnecting…
        </p>
      )}
      {waiting.length > 0 && <WaitingChanges waiting={waiting} />}
    </div>
  )
}
