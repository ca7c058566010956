import { useQuery } from '@tanstack/react-query'
import { problemOf } from '../../rpc/problem.ts'
import { useTRPC } from '../../rpc/trpc.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TaskDetails } from './task-details.tsx'
import { TaskFooter } from './task-footer.tsx'

/** Everything about one task, to read and to change. Each field is saved when it is left. */
export function TaskDrawer({ id, onClose }: { id: string; onClose: () => void }) {
  const queries = useTRPC()
  const { data: task, error, refetch } = useQuery(queries.tasks.get.queryOptions({ id }))
  return (
    <Dialog
      title="Task"
      side
      onClose={onClose}
      footer={task !== undefined && <TaskFooter task={task} onClose={onClose} />}
    >
      {task !== undefined ? (
        <TaskDetails task={task} />
      ) : error !== null ? (
        <div role="alert" className="flex flex-col items-start gap-3 text-muted">
          {problemOf(error).message}
          <Button small onClick={() => void refetch()}>
            Try again
          </Button>
        </div>
      ) : (
        <Skeleton rows={6} />
      )}
    </Dialog>
  )
}
