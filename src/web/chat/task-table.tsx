import type { Task } from '../../domain/task.ts'
import { DueMenu } from '../tasks/due-menu.tsx'
import { PriorityMenu } from '../tasks/priority-menu.tsx'
import { TaskCheckbox } from '../tasks/task-checkbox.tsx'
import { TaskMenu } from '../tasks/task-menu.tsx'
import { TaskTitle } from '../tasks/task-title.tsx'

/** Several tasks, a line each. Where there is no room for a column of dates, they stand under the titles. */
export function TaskTable({ tasks }: { tasks: readonly Task[] }) {
  return (
    <div className="@container">
      <table className="w-full table-fixed border-separate border-spacing-0 rounded-lg border border-line bg-surface text-left">
        <colgroup>
          <col className="w-11" />
          <col />
          <col className="w-46 @max-md:hidden" />
          <col className="w-11" />
        </colgroup>
        <tbody>
          {tasks.map((task) => (
            <tr key={task.id} className="[&:not(:last-child)>*]:border-b [&>*]:border-line">
              <td className="py-0.5 pl-1 align-top">
                <TaskCheckbox task={task} />
              </td>
              <th scope="row" className="py-2.5 pr-1 pl-1 align-top font-normal">
                <TaskTitle task={task} />
                <span className="flex flex-wrap items-center gap-x-3 text-sm text-muted empty:hidden">
                  {task.due !== null && (
                    <span className="@md:hidden">
                      <DueMenu task={task} />
                    </span>
                  )}
                  <PriorityMenu task={task} />
                  {task.tags.map((tag) => (
                    <span key={tag} className="max-w-full truncate">
                      #{tag}
                    </span>
                  ))}
                </span>
              </th>
              <td className="py-2.5 text-right align-top whitespace-nowrap @max-md:hidden">
                {task.due !== null && <DueMenu task={task} />}
              </td>
              <td className="py-0.5 pr-1 align-top">
                <TaskMenu task={task} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
