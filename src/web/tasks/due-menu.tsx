import { CalendarClock, CalendarPlus } from 'lucide-react'
import type { Task } from '../../domain/task.ts'
import { dueWords } from '../time/due-words.ts'
import { useReader } from '../time/reader.ts'
import { cx } from '../ui/class-names.ts'
import { lazily } from '../ui/lazily.tsx'
import { Menu } from '../ui/menu.tsx'

const DueChoices = lazily(() => import('./menus/due-choices.tsx').then((module) => module.DueChoices))
const colours = { overdue: 'font-medium text-danger', today: 'text-accent-strong', later: 'text-muted' }

/** When a task is due; a click offers other days. */
export function DueMenu({ task }: { task: Task }) {
  const words = dueWords(task, useReader())
  return (
    <Menu
      label={words === null ? 'Set a due date' : `${words.short}. ${words.full}. Change`}
      triggerClass={cx(
        'inline-flex h-6 items-center gap-1 text-sm hover:underline',
        colours[words?.urgency ?? 'later'],
      )}
      trigger={
        words === null ? (
          <>
            <CalendarPlus size={14} /> Date
          </>
        ) : (
          <>
            <CalendarClock size={14} className="shrink-0" />
            <time dateTime={task.dueAt ?? undefined}>{words.short}</time>
          </>
        )
      }
    >
      <DueChoices task={task} />
    </Menu>
  )
}
