import { useState, useSyncExternalStore } from 'react'
import { lazily } from './lazily.tsx'
import { noToasts, useToasts } from './toasts.ts'

const ToastList = lazily(() => import('./toast-list.tsx').then((module) => module.ToastList))

/**
 * Where toasts appear; its code is fetched with the first of them. Every open dialog has one of its own, because what
 * lies outside of a modal dialog can be neither clicked nor read out.
 */
export function Toasting() {
  const toasts = useToasts()
  const list = useSyncExternalStore(toasts.subscribe, toasts.current, () => noToasts)
  const [needed, setNeeded] = useState(false)
  if (list.length > 0 && !needed) setNeeded(true)
  return needed && <ToastList />
}
