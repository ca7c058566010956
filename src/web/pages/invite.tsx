import { useRouter } from 'next/router'
import { Invitation } from '../identity/invitation.tsx'

export default function Page() {
  const { token } = useRouter().query
  return <Invitation token={typeof token === 'string' ? token : null} />
}

Page.title = 'Invitation'
Page.open = true
