import { Plus } from 'lucide-react'
import { useState } from 'react'
import { resolveWallTime, toLocal } from '../../../domain/time/resolve.ts'
import type { Instant } from '../../../domain/time/wall-time.ts'
import { useReader } from '../../time/reader.ts'
import { Button } from '../../ui/button.tsx'

/** A reminder at a date and time on the user's clock. */
export function AbsoluteReminder({ onAdd }: { onAdd: (at: Instant) => void }) {
  const { timeZone, now } = useReader()
  const [open, setOpen] = useState(false)
  const [local, setLocal] = useState('')
  if (!open) {
    return (
      <Button small onClick={() => setOpen(true)}>
        <Plus size={15} /> At a fixed time
      </Button>
    )
  }
  return (
    <form
      className="flex w-full flex-wrap items-center gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        onAdd(resolveWallTime(local.slice(0, 16), timeZone).instant)
        setOpen(false)
        setLocal('')
      }}
    >
      <input
        type="datetime-local"
        aria-label="Remind at"
        required
        min={toLocal(now, timeZone)}
        value={local}
        onChange={(event) => setLocal(event.target.value)}
        className="field h-9 w-auto flex-1"
      />
      <Button small look="primary" type="submit">
        Add
      </Button>
      <Button small look="quiet" onClick={() => setOpen(false)}>
        Cancel
      </Button>
    </form>
  )
}
