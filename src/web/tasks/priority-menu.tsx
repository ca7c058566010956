import { Flag } from 'lucide-react'
import type { Task } from '../../domain/task.ts'
import { cx } from '../ui/class-names.ts'
import { lazily } from '../ui/lazily.tsx'
import { Menu } from '../ui/menu.tsx'
import { priorityNames, priorityText } from './priority.ts'

const PriorityChoices = lazily(() => import('./menus/priority-choices.tsx').then((module) => module.PriorityChoices))

/** The priority by its name and colour; a click offers the others. */
export function PriorityMenu({ task, always = false }: { task: Task; always?: boolean }) {
  if (task.priority === 'none' && !always) return null
  return (
    <Menu
      label={`Priority: ${priorityNames[task.priority]}. Change`}
      triggerClass={cx('inline-flex h-6 items-center gap-1 text-sm hover:underline', priorityText[task.priority])}
      trigger={
        <>
          <Flag size={13} fill={task.priority === 'none' ? 'none' : 'currentColor'} />
          {task.priority === 'none' ? 'Priority' : priorityNames[task.priority]}
        </>
      }
    >
      <PriorityChoices task={task} />
    </Menu>
  )
}
