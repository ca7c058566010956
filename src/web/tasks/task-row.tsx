import { memo } from 'react'
import type { Task } from '../../domain/task.ts'
import { cx } from '../ui/class-names.ts'
import { canDrag, draggedTask } from './dragged-task.ts'
import { useSelection } from './selection.ts'
import { TaskCheckbox } from './task-checkbox.tsx'
import { SnoozeMenu, TaskMenu } from './task-menu.tsx'
import { TaskMeta } from './task-meta.tsx'
import { TaskTitle } from './task-title.tsx'

export const TaskRow = memo(function TaskRow({ task }: { task: Task }) {
  const { ids, toggle } = useSelection()
  const chosen = ids?.has(task.id) === true
  return (
    <li
      data-task={task.id}
      draggable={canDrag()}
      onDragStart={(event) => event.dataTransfer.setData(draggedTask, task.id)}
      className={cx(
        'group swipes flex items-start rounded-md [content-visibility:auto] [contain-intrinsic-size:auto_56px]',
        chosen ? 'bg-accent-soft' : 'focus-within:bg-sunken/60 hover:bg-sunken/60',
      )}
    >
      {ids === null ? (
        <TaskCheckbox task={task} />
      ) : (
        <label className="grid size-9 shrink-0 place-items-center">
          <input
            type="checkbox"
            checked={chosen}
            onChange={() => toggle(task.id)}
            aria-label={`Select: ${task.title}`}
            className="size-4.5 accent-accent"
          />
        </label>
      )}
      <div className="min-w-0 flex-1 py-2 pl-1">
        <TaskTitle task={task} />
        <TaskMeta task={task} />
      </div>
      <span className="flex md:opacity-0 md:transition-opacity md:group-focus-within:opacity-100 md:group-hover:opacity-100 md:has-[[aria-expanded=true]]:opacity-100">
        {task.status === 'open' && <SnoozeMenu task={task} />}
        <TaskMenu task={task} />
      </span>
    </li>
  )
})
