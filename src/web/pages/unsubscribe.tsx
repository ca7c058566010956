import { useRouter } from 'next/router'
import { Unsubscribe } from '../identity/unsubscribe.tsx'

export default function Page() {
  const { token } = useRouter().query
  return <Unsubscribe token={typeof token === 'string' ? token : null} />
}

Page.title = 'No more mail'
Page.open = true
