import { lazy, Suspense } from 'react'
import { LoadingFrame } from './loading-frame.tsx'
import { wasSignedIn } from './visit.ts'

const load = () => import('./workspace.tsx')
// Whoever was signed in last time most likely still is: their page is fetched while the server is being asked.
if (wasSignedIn()) void load()

const Workspace = lazy(() => load().then(({ Workspace: component }) => ({ default: component })))

/** The main page. Its code is of no use to those signed out, who do not fetch it. */
export function Home() {
  return (
    <Suspense fallback={<LoadingFrame />}>
      <Workspace />
    </Suspense>
  )
}
