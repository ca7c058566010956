import { useState } from 'react'
import { describeRecurrence } from '../../../domain/recurrence/describe.ts'
import type { RecurrenceInput } from '../../../domain/recurrence/recurrence.ts'
import type { Task } from '../../../domain/task.ts'
import { today } from '../../../domain/time/resolve.ts'
import { useReader } from '../../time/reader.ts'
import { Button } from '../../ui/button.tsx'
import { usePerform } from '../actions.tsx'
import { RecurrenceEditor } from './recurrence-editor.tsx'

/** How the task repeats, and a way to change that. */
export function RecurrenceFields({ task }: { task: Task }) {
  const perform = usePerform()
  const { now } = useReader()
  const [editing, setEditing] = useState(false)
  const save = (recurrence: RecurrenceInput) => {
    setEditing(false)
    // A repetition begins somewhere: without a due date, today.
    const due = task.due ?? { date: today(now, task.timeZone), time: null }
    const patch = { recurrence, ...(task.due === null ? { due } : {}) }
    void perform({ kind: 'update', task, patch, scope: task.seriesId === null ? 'this' : 'future' })
  }
  if (editing) return <RecurrenceEditor task={task} onSave={save} onCancel={() => setEditing(false)} />
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">Repeats</legend>
      {task.recurrence !== null && <p className="first-letter:uppercase">{describeRecurrence(task.recurrence)}</p>}
      <div className="flex flex-wrap gap-2">
        <Button small onClick={() => setEditing(true)}>
          {task.recurrence === null ? 'Make it repeat…' : 'Change…'}
        </Button>
        {task.recurrence !== null && task.status === 'open' && (
          <>
            <Button small onClick={() => void perform({ kind: 'skip', task })}>
              Skip this time
            </Button>
            <Button small look="danger" onClick={() => void perform({ kind: 'stopSeries', task })}>
              Stop repeating
            </Button>
          </>
        )}
      </div>
    </fieldset>
  )
}
