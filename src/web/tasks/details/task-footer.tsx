import { Trash2 } from 'lucide-react'
import type { Task } from '../../../domain/task.ts'
import { instantWords } from '../../time/instant-words.ts'
import { useReader } from '../../time/reader.ts'
import { Button } from '../../ui/button.tsx'
import { usePerform } from '../actions.tsx'
import { SnoozeMenu } from '../task-menu.tsx'

export function TaskFooter({ task, onClose }: { task: Task; onClose: () => void }) {
  const perform = usePerform()
  const reader = useReader()
  return (
    <div className="flex items-center gap-1">
      <p className="min-w-0 flex-1 text-sm text-muted">
        {task.completedAt === null
          ? `Created ${instantWords(task.createdAt, reader)}`
          : `Completed ${instantWords(task.completedAt, reader)}`}
      </p>
      {task.status === 'open' && <SnoozeMenu task={task} />}
      <Button
        small
        look="danger"
        onClick={() => {
          onClose()
          void perform({ kind: 'delete', task })
        }}
      >
        <Trash2 size={15} />
        Delete
      </Button>
    </div>
  )
}
