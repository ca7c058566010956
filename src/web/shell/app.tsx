import { type ReactNode, useState } from 'react'
import { RpcProvider } from '../rpc/rpc-provider.tsx'
import { Toasting } from '../ui/toasting.tsx'
import { createToasts, ToastContext } from '../ui/toasts.ts'
import { Gate } from './gate.tsx'

/** Everything the pages of the product stand on. */
export function App({ children }: { children: ReactNode }) {
  const [toasts] = useState(createToasts)
  return (
    <RpcProvider>
      <ToastContext value={toasts}>
        <Gate>{children}</Gate>
        <Toasting />
      </ToastContext>
    </RpcProvider>
  )
}
