import { Home } from '../shell/home.tsx'

export default function Page() {
  return <Home />
}
