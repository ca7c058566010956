'use client'

import { type ReactNode, useState, useSyncExternalStore } from 'react'
import { RpcProvider } from '../rpc/rpc-provider.tsx'
import { lazily } from '../ui/lazily.tsx'
import { createToasts, noToasts, ToastContext, type Toasts } from '../ui/toasts.ts'
import { Gate } from './gate.tsx'

const ToastList = lazily(() => import('../ui/toast-list.tsx').then((module) => module.ToastList))

/** Everything the pages of the product stand on. */
export function App({ children }: { children: ReactNode }) {
  const [toasts] = useState(createToasts)
  return (
    <RpcProvider>
      <ToastContext value={toasts}>
        <Gate>{children}</Gate>
        <Toasting toasts={toasts} />
      </ToastContext>
    </RpcProvider>
  )
}

/** The list is fetched with the first toast, and stays: removing it would cut off what is being read out. */
function Toasting({ toasts }: { toasts: Toasts }) {
  const list = useSyncExternalStore(toasts.subscribe, toasts.current, () => noToasts)
  const [needed, setNeeded] = useState(false)
  if (list.length > 0 && !needed) setNeeded(true)
  return needed && <ToastList />
}
