import { useState } from 'react'
import type { Task } from '../../domain/task.ts'
import { today } from '../../domain/time/resolve.ts'
import { useSettings } from '../shell/me.ts'
import { quickDates } from '../time/quick-dates.ts'
import { useReader } from '../time/reader.ts'
import { cx } from '../ui/class-names.ts'
import { usePerform } from './actions.tsx'

/** Days to drop a dragged task on, to move it there; its time of day stays. */
export function DropDays({ task }: { task: Task }) {
  const perform = usePerform()
  const reader = useReader()
  const { weekStart } = useSettings()
  const [over, setOver] = useState<string | null>(null)
  const days = [
    ...quickDates(today(reader.now, reader.timeZone), weekStart),
    { label: 'No date', date: null, note: '' },
  ]
  const drop = (date: string | null) => {
    if (date === (task.due?.date ?? null)) return
    const due = date === null ? null : { date, time: task.due?.time ?? null }
    void perform({ kind: 'update', task, patch: { due } })
  }
  return (
    <ul aria-label="Move to" className="sticky top-0 z-20 flex gap-1 border-b border-line bg-raised p-2 shadow-float">
      {days.map(({ label, date, note }) => (
        <li
          key={label}
          onDragOver={(event) => {
            event.preventDefault()
            setOver(label)
          }}
          onDragLeave={() => setOver(null)}
          onDrop={() => drop(date)}
          className={cx(
            'flex h-12 flex-1 flex-col items-center justify-center rounded-md border border-dashed text-center text-xs leading-tight',
            over === label ? 'border-accent bg-accent-soft text-accent-strong' : 'border-line-strong',
          )}
        >
          <span className="pointer-events-none font-medium">{label}</span>
          {note !== '' && <span className="pointer-events-none text-muted">{note}</span>}
        </li>
      ))}
    </ul>
  )
}
