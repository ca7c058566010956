import { CalendarClock, CalendarX2, Sun } from 'lucide-react'
import type { Task } from '../../../domain/task.ts'
import { today } from '../../../domain/time/resolve.ts'
import { useSettings } from '../../shell/me.ts'
import { quickDates } from '../../time/quick-dates.ts'
import { useReader } from '../../time/reader.ts'
import { MenuItem, MenuItems } from '../../ui/menu-items.tsx'
import { usePerform } from '../actions.tsx'
import { useOpenTask } from '../use-open-task.ts'

/** Other days for a task; they keep its time of day. */
export function DueChoices({ task }: { task: Task }) {
  const perform = usePerform()
  const openTask = useOpenTask()
  const { weekStart } = useSettings()
  const reader = useReader()
  const move = (date: string) =>
    void perform({ kind: 'update', task, patch: { due: { date, time: task.due?.time ?? null } } })
  return (
    <MenuItems>
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
    </MenuItems>
  )
}
