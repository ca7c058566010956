import { useRouter } from 'next/router'
import { ResetPassword } from '../identity/reset-password.tsx'

export default function Page() {
  const { token } = useRouter().query
  return <ResetPassword token={typeof token === 'string' ? token : null} />
}

Page.title = 'Set a new password'
Page.open = true
