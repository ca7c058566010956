'use client'

import { CalendarClock, CalendarPlus, CalendarX2, Sun } from 'lucide-react'
import type { Task } from '../../domain/task.ts'
import { today } from '../../domain/time/resolve.ts'
import { useSettings } from '../shell/me.ts'
import { dueWords } from '../time/due-words.ts'
import { quickDates } from '../time/quick-dates.ts'
import { useReader } from '../time/reader.ts'
import { cx } from '../ui/class-names.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { usePerform } from './actions.tsx'
import { useOpenTask } from './use-open-task.ts'

const colours = { overdue: 'font-medium text-danger', today: 'text-accent-strong', later: 'text-muted' }

/** When a task is due; a click offers other days and keeps the time of day. */
export function DueMenu({ task }: { task: Task }) {
  const reader = useReader()
  const words = dueWords(task, reader)
  return (
    <Menu
      label={words === null ? 'Set a due date' : `${words.full}. Change`}
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

export function DueChoices({ task }: { task: Task }) {
  const perform = usePerform()
  const openTask = useOpenTask()
  const { weekStart } = useSettings()
  const reader = useReader()
  const move = (date: string) =>
    void perform({ kind: 'update', task, patch: { due: { date, time: task.due?.time ?? null } } })
  return (
    <>
      {quickDates(today(reader.now, task.timeZone), weekStart).map(({ label, date, note }) => (
        <MenuItem key={label} icon={<Sun size={15} />} note={note} onClick={() => move(date)}>
          {label}
        </MenuItem>
      ))}
      <MenuItem icon={<CalendarClock size={15} />} onClick={() => openTask(task.id)}>
        Pick date and time…
      </MenuItem>
      {task.due !== null && task.recurrence === null && (
        <MenuItem
          icon={<CalendarX2 size={15} />}
          onClick={() => void perform({ kind: 'update', task, patch: { due: null } })}
        >
          No date
        </MenuItem>
      )}
    </>
  )
}
