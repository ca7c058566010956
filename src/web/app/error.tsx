'use client'

import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <Notice title="Something broke on this page">
      <p>Your tasks are safe on the server. Try again; if it happens once more, reload the page.</p>
      <Button onClick={reset}>Try again</Button>
    </Notice>
  )
}
