import type { Metadata } from 'next'
import { ResetPassword } from '../../identity/reset-password.tsx'

export const metadata: Metadata = { title: 'Set a new password' }

type Props = { searchParams: Promise<{ token?: string | string[] }> }

export default async function Page({ searchParams }: Props) {
  const { token } = await searchParams
  return <ResetPassword token={typeof token === 'string' ? token : null} />
}
