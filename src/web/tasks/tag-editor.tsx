import { Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Task } from '../../domain/task.ts'
import { InlineInput } from '../ui/inline-input.tsx'
import { usePerform } from './actions.tsx'
import { tagOf, withTag } from './tag-words.ts'

/** The task's tags, to add to and take away from. */
export function TagEditor({ task }: { task: Task }) {
  const perform = usePerform()
  const [typing, setTyping] = useState(false)
  const save = (tags: string[]) => {
    if (tags !== task.tags) void perform({ kind: 'update', task, patch: { tags } })
  }
  return (
    <>
      {task.tags.map((tag) => (
        <span key={tag} className="inline-flex max-w-full items-center gap-0.5">
          <span className="truncate">#{tag}</span>
          <button
            type="button"
            aria-label={`Remove tag ${tag}`}
            onClick={() => save(task.tags.filter((other) => other !== tag))}
            className="rounded-full p-1 hover:bg-sunken hover:text-ink"
          >
            <X size={12} />
          </button>
        </span>
      ))}
      {typing ? (
        <InlineInput
          label="New tag"
          value=""
          maxLength={50}
          onSave={(text) => save(withTag(task, tagOf(text)))}
          onDone={() => setTyping(false)}
          className="h-7 w-28"
        />
      ) : (
        <button
          type="button"
          onClick={() => setTyping(true)}
          className="inline-flex h-6 items-center gap-0.5 rounded-md hover:underline"
        >
          <Plus size={13} />
          Tag
        </button>
      )}
    </>
  )
}
