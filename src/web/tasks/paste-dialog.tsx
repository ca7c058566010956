import { Repeat, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { dueInstant } from '../../domain/time/due.ts'
import type { TaskCreateInput } from '../rpc/contract.ts'
import { useSettings } from '../shell/me.ts'
import { dueWords } from '../time/due-words.ts'
import { useReader } from '../time/reader.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { usePerform } from './actions.tsx'
import { pastedTasks } from './pasted-tasks.ts'
import { priorityNames } from './priority.ts'

type Props = {
  text: string
  /** The lines are meant as they are. */
  onText: () => void
  onClose: () => void
}

/** What pasted lines would become, before any of it is made. */
export function PasteDialog({ text, onText, onClose }: Props) {
  const perform = usePerform()
  const { now } = useReader()
  const { timeZone, weekStart, locale } = useSettings()
  // What was understood stays while it is looked at, whatever the clock says meanwhile.
  const [context] = useState({ now, timeZone, weekStart, locale })
  const { tasks, ticked, left } = useMemo(() => pastedTasks(text, context), [text, context])
  const [removed, setRemoved] = useState<ReadonlySet<number>>(new Set())
  const kept = tasks.filter((_, index) => !removed.has(index))
  const create = () => {
    onClose()
    void perform({ kind: 'createMany', tasks: kept })
  }
  return (
    <Dialog
      title="Make tasks of these lines?"
      onClose={onClose}
      footer={
        <div className="flex flex-wrap justify-end gap-2">
          <Button
            look="quiet"
            onClick={() => {
              onClose()
              onText()
            }}
          >
            Paste as text
          </Button>
          <Button look="primary" disabled={kept.length === 0} onClick={create}>
            {kept.length === 1 ? 'Create 1 task' : `Create ${kept.length} tasks`}
          </Button>
        </div>
      }
    >
      <ul aria-label="Tasks to create" className="-mx-2 flex flex-col">
        {tasks.map(
          (task, index) =>
            !removed.has(index) && (
              // The lines keep their places.
              // biome-ignore lint/suspicious/noArrayIndexKey: see above
              <li key={index} className="flex items-start gap-2 rounded-md px-2 py-1.5 hover:bg-sunken/60">
                <div className="min-w-0 flex-1">
                  <p className="[overflow-wrap:anywhere]">{task.title}</p>
                  <Understood task={task} />
                </div>
                <IconButton
                  label={`Leave out: ${task.title}`}
                  className="size-8"
                  onClick={() => setRemoved(new Set(removed).add(index))}
                >
                  <X size={16} />
                </IconButton>
              </li>
            ),
        )}
      </ul>
      {kept.length === 0 && <p className="text-muted">Nothing is left to create.</p>}
      {ticked > 0 && <p className="pt-3 text-sm text-muted">Left out, as ticked off: {ticked}.</p>}
      {left > 0 && <p className="pt-3 text-sm text-muted">Left out, as too many at once: {left}.</p>}
    </Dialog>
  )
}

function Understood({ task }: { task: TaskCreateInput }) {
  const reader = useReader()
  const { timeZone } = reader
  const { due = null, priority = 'none', tags = [], recurrence = null } = task
  const dueAt = due === null ? null : dueInstant(due, timeZone)
  const words = dueWords({ due, dueAt, timeZone, status: 'done' }, reader)
  const pieces = [
    words?.short,
    priority === 'none' ? undefined : `${priorityNames[priority]} priority`,
    ...tags.map((tag) => `#${tag}`),
  ].filter((piece) => piece !== undefined)
  if (pieces.length === 0) return null
  return (
    <p className="flex flex-wrap items-center gap-x-3 text-sm text-muted">
      {pieces.map((piece) => (
        <span key={piece}>{piece}</span>
      ))}
      {recurrence !== null && (
        <span className="inline-flex items-center gap-1">
          <Repeat size={13} aria-hidden="true" />
          Repeats
        </span>
      )}
    </p>
  )
}
