import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { App } from '../../shell/app.tsx'

/** Every page is rendered per request: only so can its scripts carry the request's nonce. */
export default async function ProductLayout({ children }: { children: ReactNode }) {
  await connection()
  return <App>{children}</App>
}
