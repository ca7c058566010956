import type { Task } from '../../domain/task.ts'
import { DueMenu } from '../tasks/due-menu.tsx'
import { PriorityMenu } from '../tasks/priority-menu.tsx'
import { TaskCheckbox } from '../tasks/task-checkbox.tsx'
import { TaskMenu } from '../tasks/task-menu.tsx'
import { TaskTitle } from '../tasks/task-title.tsx'

/** Several tasks, a line each. Where there is no room for columns, what they hold stands under the title. */
export function TaskTable({ tasks }: { tasks: readonly Task[] }) {
  return (
    <table className="w-full table-fixed rounded-lg border-separate border-spacing-0 border border-line bg-surface text-left">
      <thead className="sr-only">
        <tr>
          <th scope="col">Done</th>
          <th scope="col">Task</th>
          <th scope="col">Due</th>
          <th scope="col">More</th>
        </tr>
      </thead>
      <tbody>
        {tasks.map((task) => (
          <tr key={task.id} className="group [&:not(:last-child)>*]:border-b [&>*]:border-line">
            <td className="w-10 pl-1 align-top">
              <TaskCheckbox task={task} />
            </td>
            <th scope="row" className="py-2 pr-2 align-top font-normal">
              <TaskTitle task={task} />
              <span className="flex flex-wrap items-center gap-x-3 text-sm text-muted empty:hidden">
                <PriorityMenu task={task} />
                {task.tags.map((tag) => (
                  <span key={tag} className="max-w-full truncate">
                    #{tag}
                  </span>
                ))}
              </span>
            </th>
            <td className="w-34 py-2 text-right align-top text-sm text-muted">
              {task.due !== null && <DueMenu task={task} />}
            </td>
            <td className="w-10 pr-1 align-top">
              <TaskMenu task={task} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
