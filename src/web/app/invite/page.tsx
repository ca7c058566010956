import type { Metadata } from 'next'
import { Invitation } from '../../identity/invitation.tsx'

export const metadata: Metadata = { title: 'Invitation' }

type Props = { searchParams: Promise<{ token?: string | string[] }> }

export default async function Page({ searchParams }: Props) {
  const { token } = await searchParams
  return <Invitation token={typeof token === 'string' ? token : null} />
}
