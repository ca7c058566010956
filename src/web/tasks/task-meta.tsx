import { AlarmClock, BellRing, Repeat } from 'lucide-react'
import type { Task } from '../../domain/task.ts'
import { instantWords } from '../time/instant-words.ts'
import { useReader } from '../time/reader.ts'
import { lazily } from '../ui/lazily.tsx'
import { DueMenu } from './due-menu.tsx'
import { PriorityMenu } from './priority-menu.tsx'

const RecurrenceWords = lazily(() => import('./recurrence-words.tsx').then((module) => module.RecurrenceWords))
const TagEditor = lazily(() => import('./tag-editor.tsx').then((module) => module.TagEditor))

type Props = {
  task: Task
  /** Offers what is not set yet, too, and spells the repetition out. */
  full?: boolean
}

/** The line under a title. */
export function TaskMeta({ task, full = false }: Props) {
  const reader = useReader()
  const pending = task.reminders.filter(({ status }) => status === 'pending')
  const snooze = pending.find(({ kind }) => kind === 'snooze')
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-0.5 text-sm text-muted empty:hidden">
      {(full || task.due !== null) && <DueMenu task={task} />}
      {task.recurrence !== null && (
        <span className="inline-flex items-center gap-1">
          <Repeat size={13} aria-hidden="true" />
          <span className={full ? '' : 'sr-only'}>
            Repeats {full && <RecurrenceWords recurrence={task.recurrence} />}
          </span>
        </span>
      )}
      {snooze !== undefined ? (
        <span className="inline-flex items-center gap-1">
          <AlarmClock size={13} aria-hidden="true" />
          Snoozed to {instantWords(snooze.fireAt, reader)}
        </span>
      ) : (
        pending.length > 0 && (
          <span className="inline-flex items-center gap-1" title={reminderWords(pending.length)}>
            <BellRing size={13} aria-hidden="true" />
            <span className="sr-only">{reminderWords(pending.length)}</span>
            {full && pending[0] !== undefined && instantWords(pending[0].fireAt, reader)}
          </span>
        )
      )}
      <PriorityMenu task={task} always={full} />
      {full ? (
        <TagEditor task={task} />
      ) : (
        task.tags.map((tag) => (
          <span key={tag} className="max-w-full truncate">
            #{tag}
          </span>
        ))
      )}
    </div>
  )
}

const reminderWords = (count: number) => (count === 1 ? 'One reminder' : `${count} reminders`)
