'use client'

import { AlarmClock, CalendarOff, Ellipsis, PanelRightOpen, SkipForward, Trash2 } from 'lucide-react'
import type { Task } from '../../domain/task.ts'
import { useSettings } from '../shell/me.ts'
import { useReader } from '../time/reader.ts'
import { snoozeChoices } from '../time/snooze-choices.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { usePerform } from './actions.tsx'
import { useOpenTask } from './use-open-task.ts'

const round = 'grid size-9 shrink-0 place-items-center text-muted hover:bg-sunken hover:text-ink'

/** Everything else that can be done with a task. */
export function TaskMenu({ task }: { task: Task }) {
  const perform = usePerform()
  const openTask = useOpenTask()
  return (
    <Menu label={`More about ${task.title}`} trigger={<Ellipsis size={18} />} triggerClass={round}>
      <MenuItem icon={<PanelRightOpen size={15} />} onClick={() => openTask(task.id)}>
        Details
      </MenuItem>
      {task.status === 'open' && task.recurrence !== null && (
        <>
          <MenuItem icon={<SkipForward size={15} />} onClick={() => void perform({ kind: 'skip', task })}>
            Skip this time
          </MenuItem>
          <MenuItem icon={<CalendarOff size={15} />} onClick={() => void perform({ kind: 'stopSeries', task })}>
            Stop repeating
          </MenuItem>
        </>
      )}
      <MenuItem icon={<Trash2 size={15} />} danger onClick={() => void perform({ kind: 'delete', task })}>
        Delete
      </MenuItem>
    </Menu>
  )
}

export function SnoozeMenu({ task }: { task: Task }) {
  const perform = usePerform()
  return (
    <Menu label={`Snooze ${task.title}`} trigger={<AlarmClock size={17} />} triggerClass={round}>
      <SnoozeItems onChoose={(until) => void perform({ kind: 'snooze', task, until })} />
    </Menu>
  )
}

export function SnoozeItems({ onChoose }: { onChoose: (until: string) => void }) {
  const reader = useReader()
  const { weekStart } = useSettings()
  return snoozeChoices(reader, weekStart).map(({ label, until, note }) => (
    <MenuItem key={label} note={note} onClick={() => onChoose(until)}>
      {label}
    </MenuItem>
  ))
}
