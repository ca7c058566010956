import { Pencil, RotateCcw } from 'lucide-react'
import { useState } from 'react'
import { Button } from '../ui/button.tsx'
import { type Edited, useEditing } from './editing.ts'

/** What can be done with the latest message and its answer. */
export function MessageActions({ message }: { message: Edited }) {
  const { edited, edit, repeat } = useEditing()
  const [busy, setBusy] = useState(false)
  const again = async () => {
    setBusy(true)
    await repeat(message)
    setBusy(false)
  }
  return (
    <div className="-mt-2 -ml-2.5 flex flex-wrap gap-1">
      <Button small look="quiet" disabled={edited !== null} onClick={() => edit(message)}>
        <Pencil size={14} />
        Edit message
      </Button>
      <Button small look="quiet" disabled={busy} onClick={() => void again()}>
        <RotateCcw size={14} />
        Try again
      </Button>
    </div>
  )
}
