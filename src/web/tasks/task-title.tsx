import { useState } from 'react'
import { limits } from '../../domain/limits.ts'
import type { Task } from '../../domain/task.ts'
import { cx } from '../ui/class-names.ts'
import { InlineInput } from '../ui/inline-input.tsx'
import { usePerform } from './actions.tsx'

/** The title; a click makes it editable in place. */
export function TaskTitle({ task }: { task: Task }) {
  const perform = usePerform()
  const [editing, setEditing] = useState(false)
  if (editing) {
    return (
      <InlineInput
        label="Title"
        value={task.title}
        maxLength={limits.titleLength}
        onSave={(title) => void perform({ kind: 'update', task, patch: { title } })}
        onDone={() => setEditing(false)}
        className="-ml-2"
      />
    )
  }
  return (
    <button
      type="button"
      title="Click to rename"
      onClick={() => setEditing(true)}
      className={cx(
        'line-clamp-3 cursor-text rounded-sm text-left leading-snug [overflow-wrap:anywhere]',
        task.status !== 'open' && 'text-muted line-through decoration-1',
      )}
    >
      {task.title}
    </button>
  )
}
