import { AlarmClock, Ellipsis } from 'lucide-react'
import type { Task } from '../../domain/task.ts'
import { lazily } from '../ui/lazily.tsx'
import { Menu } from '../ui/menu.tsx'
import { usePerform } from './actions.tsx'

const TaskChoices = lazily(() => import('./menus/task-choices.tsx').then((module) => module.TaskChoices))
const SnoozeItems = lazily(() => import('./menus/snooze-items.tsx').then((module) => module.SnoozeItems))

const round = 'grid size-9 shrink-0 place-items-center text-muted hover:bg-sunken hover:text-ink'

/** Everything else that can be done with a task. */
export function TaskMenu({ task }: { task: Task }) {
  return (
    <Menu label={`More about ${task.title}`} trigger={<Ellipsis size={18} />} triggerClass={round}>
      <TaskChoices task={task} />
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
