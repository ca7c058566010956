'use client'

import { Check, Flag } from 'lucide-react'
import type { Task } from '../../domain/task.ts'
import { cx } from '../ui/class-names.ts'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { usePerform } from './actions.tsx'
import { priorityList, priorityNames, priorityText } from './priority.ts'

/** The priority by its name and colour; a click offers the others. */
export function PriorityMenu({ task, always = false }: { task: Task; always?: boolean }) {
  const perform = usePerform()
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
    </Menu>
  )
}
