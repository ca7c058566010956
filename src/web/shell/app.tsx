'use client'

import { type ReactNode, useState } from 'react'
import { RpcProvider } from '../rpc/rpc-provider.tsx'
import { ToastList } from '../ui/toast-list.tsx'
import { createToasts, ToastContext } from '../ui/toasts.ts'
import { Gate } from './gate.tsx'

/** Everything the pages of the product stand on. */
export function App({ children }: { children: ReactNode }) {
  const [toasts] = useState(createToasts)
  return (
    <RpcProvider>
      <ToastContext value={toasts}>
        <Gate>{children}</Gate>
        <ToastList />
      </ToastContext>
    </RpcProvider>
  )
}
