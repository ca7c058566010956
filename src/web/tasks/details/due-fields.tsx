import type { Task } from '../../../domain/task.ts'
import { today } from '../../../domain/time/resolve.ts'
import type { TaskPatchInput } from '../../rpc/contract.ts'
import { useSettings } from '../../shell/me.ts'
import { dueWords } from '../../time/due-words.ts'
import { quickDates } from '../../time/quick-dates.ts'
import { useReader } from '../../time/reader.ts'
import { Button } from '../../ui/button.tsx'
import { cx } from '../../ui/class-names.ts'
import { CommitField } from '../../ui/commit-field.tsx'

type Props = { task: Task; onSave: (patch: TaskPatchInput) => void }

export function DueFields({ task, onSave }: Props) {
  const reader = useReader()
  const { weekStart } = useSettings()
  const words = dueWords(task, reader)
  const { due } = task
  const setDate = (date: string) => {
    // A series needs its date.
    if (date === '') return task.recurrence === null && onSave({ due: null })
    if (date !== due?.date) onSave({ due: { date, time: due?.time ?? null } })
  }
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="sr-only">Due</legend>
      <div className="grid grid-cols-[3fr_2fr] gap-3">
        <CommitField label="Due date" type="date" value={due?.date ?? ''} onCommit={setDate} />
        <CommitField
          label="Time"
          type="time"
          disabled={due === null}
          value={due?.time ?? ''}
          onCommit={(time) => due !== null && onSave({ due: { date: due.date, time: time === '' ? null : time } })}
        />
      </div>
      <div className="flex flex-wrap gap-1.5">
        {quickDates(today(reader.now, task.timeZone), weekStart).map(({ label, date }) => (
          <Button key={label} small aria-pressed={date === due?.date} onClick={() => setDate(date)}>
            {label}
          </Button>
        ))}
        {due !== null && task.recurrence === null && (
          <Button small look="quiet" onClick={() => onSave({ due: null })}>
            No date
          </Button>
        )}
      </div>
      <p className={cx('text-sm', words?.urgency === 'overdue' ? 'font-medium text-danger' : 'text-muted')}>
        {words === null ? 'Without a date it stays at the end of the list.' : `${words.full}.`}
        {due?.time && task.timeZone !== reader.timeZone ? ` Set in the time zone ${task.timeZone}.` : ''}
      </p>
    </fieldset>
  )
}
