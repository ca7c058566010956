import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../rpc/trpc.ts'
import { TaskCheckbox } from '../tasks/task-checkbox.tsx'
import { SnoozeMenu, TaskMenu } from '../tasks/task-menu.tsx'
import { TaskMeta } from '../tasks/task-meta.tsx'
import { TaskTitle } from '../tasks/task-title.tsx'
import { lazily } from '../ui/lazily.tsx'
import { Skeleton } from '../ui/skeleton.tsx'

const TaskTable = lazily(() => import('./task-table.tsx').then((module) => module.TaskTable))

type Props = { ids: string[]; layout: 'cards' | 'list'; more: number }

/** The tasks an answer is about, as they are now, to work with. */
export function TaskCards({ ids, layout, more }: Props) {
  const queries = useTRPC()
  const { data: tasks, error } = useQuery(queries.tasks.byIds.queryOptions({ ids }))
  if (error !== null) return <p className="text-sm text-muted">These tasks cannot be shown at the moment.</p>
  if (tasks === undefined) return <Skeleton rows={Math.min(ids.length, 5)} className="max-w-xl py-2" />
  if (tasks.length === 0) {
    return (
      <p className="text-sm text-muted">{ids.length === 1 ? 'This task was deleted.' : 'These tasks were deleted.'}</p>
    )
  }
  const full = layout === 'cards'
  return (
    <div className="max-w-xl">
      {full ? (
        <ul className="divide-y divide-line rounded-lg border border-line bg-surface">
          {tasks.map((task) => (
            <li key={task.id} className="flex items-start gap-1 p-1.5">
              <TaskCheckbox task={task} />
              <div className="min-w-0 flex-1 py-1.5">
                <TaskTitle task={task} />
                <TaskMeta task={task} full />
              </div>
              {task.status === 'open' && <SnoozeMenu task={task} />}
              <TaskMenu task={task} />
            </li>
          ))}
        </ul>
      ) : (
        <TaskTable tasks={tasks} />
      )}
      {more > 0 && <p className="pt-2 text-sm text-muted">and {more} more</p>}
    </div>
  )
}
