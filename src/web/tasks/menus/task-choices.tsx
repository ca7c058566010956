import { CalendarOff, PanelRightOpen, SkipForward, Trash2 } from 'lucide-react'
import type { Task } from '../../../domain/task.ts'
import { MenuItem, MenuItems } from '../../ui/menu-items.tsx'
import { usePerform } from '../actions.tsx'
import { useOpenTask } from '../use-open-task.ts'

export function TaskChoices({ task }: { task: Task }) {
  const perform = usePerform()
  const openTask = useOpenTask()
  return (
    <MenuItems>
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
    </MenuItems>
  )
}
