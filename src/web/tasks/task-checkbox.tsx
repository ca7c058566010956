import { Check } from 'lucide-react'
import type { Task } from '../../domain/task.ts'
import { cx } from '../ui/class-names.ts'
import { usePerform } from './actions.tsx'
import { priorityRing } from './priority.ts'

/** Completes a task, or reopens it; its ring has the colour of the priority. */
export function TaskCheckbox({ task }: { task: Task }) {
  const perform = usePerform()
  const ended = task.status !== 'open'
  return (
    // biome-ignore lint/a11y/useSemanticElements: a native checkbox cannot be drawn as this ring without extra markup
    <button
      type="button"
      role="checkbox"
      aria-checked={ended}
      aria-label={`${ended ? 'Reopen' : 'Complete'}: ${task.title}`}
      onClick={() => void perform({ kind: ended ? 'reopen' : 'complete', task })}
      className="group/check grid size-9 shrink-0 place-items-center rounded-full"
    >
      <span
        className={cx(
          'grid size-5 place-items-center rounded-full border-2 transition-colors',
          ended ? 'border-accent bg-accent text-on-accent' : priorityRing[task.priority],
        )}
      >
        <Check
          size={13}
          strokeWidth={3}
          className={cx(!ended && 'opacity-0 transition-opacity group-hover/check:opacity-60')}
        />
      </span>
    </button>
  )
}
