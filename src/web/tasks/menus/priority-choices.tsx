import { Check, Flag } from 'lucide-react'
import type { Task } from '../../../domain/task.ts'
import { MenuItem, MenuItems } from '../../ui/menu-items.tsx'
import { usePerform } from '../actions.tsx'
import { priorityList, priorityNames, priorityText } from '../priority.ts'

export function PriorityChoices({ task }: { task: Task }) {
  const perform = usePerform()
  return (
    <MenuItems>
      {priorityList.map((priority) => (
        <MenuItem
          key={priority}
          role="menuitemradio"
          aria-checked={priority === task.priority}
          icon={
            priority === task.priority ? <Check size={15} /> : <Flag size={15} className={priorityText[priority]} />
          }
          onClick={() => void perform({ kind: 'update', task, patch: { priority } })}
        >
          {priorityNames[priority]}
        </MenuItem>
      ))}
    </MenuItems>
  )
}
