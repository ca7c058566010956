import { Check, Tag, Trash2, X } from 'lucide-react'
import { useState } from 'react'
import { limits } from '../../domain/limits.ts'
import type { BulkAction } from '../rpc/contract.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { InlineInput } from '../ui/inline-input.tsx'
import { usePerform } from './actions.tsx'
import type { View } from './filter-url.ts'
import { useSelection } from './selection.ts'
import { tagsOf } from './tag-words.ts'
import { useTaskList } from './use-task-view.ts'

type Props = { ids: ReadonlySet<string>; view: View; onEnd: () => void }

/** What can be done to all selected tasks at once; a single undo takes it back. */
export function BulkBar({ ids, view, onEnd }: Props) {
  const perform = usePerform()
  const { set } = useSelection()
  const { tasks } = useTaskList(view)
  const [tagging, setTagging] = useState(false)
  const none = ids.size === 0
  const apply = (action: BulkAction) => {
    void perform({ kind: 'bulk', ids: [...ids], action })
    onEnd()
  }
  const all = () => set(new Set(tasks.slice(0, limits.bulkItems).map(({ id }) => id)))
  return (
    <fieldset className="flex flex-wrap items-center gap-1.5 border-t border-line bg-raised p-2">
      <legend className="sr-only">Selected tasks</legend>
      <span role="status" className="px-2 text-sm font-medium">
        {ids.size} selected
      </span>
      {tagging ? (
        <InlineInput
          label="Tags to add, separated by commas"
          value=""
          maxLength={200}
          onSave={(text) => apply({ kind: 'tag', add: tagsOf(text), remove: [] })}
          onDone={() => setTagging(false)}
          className="w-40"
        />
      ) : (
        <>
          <Button small look="quiet" onClick={all}>
            All shown
          </Button>
          <span className="flex-1" />
          <Button small disabled={none} onClick={() => apply({ kind: 'complete' })}>
            <Check size={15} />
            Complete
          </Button>
          <Button small disabled={none} onClick={() => setTagging(true)}>
            <Tag size={15} />
            Tag
          </Button>
          <Button small look="danger" disabled={none} onClick={() => apply({ kind: 'delete' })}>
            <Trash2 size={15} />
            Delete
          </Button>
          <IconButton label="End selecting" className="size-8" onClick={onEnd}>
            <X size={16} />
          </IconButton>
        </>
      )}
    </fieldset>
  )
}
