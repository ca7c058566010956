import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../rpc/trpc.ts'
import { Button } from '../ui/button.tsx'
import { CommitField } from '../ui/commit-field.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { OptionGroup } from '../ui/option-group.tsx'
import { defaultView, dueNames, statusNames, type View } from './filter-url.ts'
import { priorityNames } from './priority.ts'

type Props = { view: View; onChange: (view: View) => void; onClose: () => void }

/** All filters; they combine, and the list behind follows at once. */
export function FilterDialog({ view, onChange, onClose }: Props) {
  const queries = useTRPC()
  const { data: counts } = useQuery(queries.tasks.counts.queryOptions())
  const tags = [...new Set([...(counts?.tags.map(({ tag }) => tag) ?? []), ...view.tags])]
  const range = typeof view.due === 'object' ? view.due : null
  const setRange = (change: { from?: string; until?: string }) => {
    const next = Object.entries({ ...range, ...change }).filter(([, date]) => date !== '')
    onChange({ ...view, due: next.length === 0 ? null : Object.fromEntries(next) })
  }
  return (
    <Dialog
      title="Filter"
      onClose={onClose}
      footer={
        <div className="flex justify-between">
          <Button look="quiet" onClick={() => onChange({ ...defaultView, search: view.search })}>
            Clear all
          </Button>
          <Button look="primary" onClick={onClose}>
            Show tasks
          </Button>
        </div>
      }
    >
      <div className="flex flex-col gap-6">
        <OptionGroup
          label="Status"
          options={statusNames}
          chosen={view.status}
          onChange={(status) => onChange({ ...view, status })}
        />
        <OptionGroup
          label="Due"
          single
          options={dueNames}
          chosen={typeof view.due === 'string' ? [view.due] : []}
          onChange={([due]) => onChange({ ...view, due: due ?? null })}
        />
        <div className="grid gap-3 min-[26rem]:grid-cols-2">
          <CommitField label="Due from" type="date" value={range?.from ?? ''} onCommit={(from) => setRange({ from })} />
          <CommitField
            label="Due until"
            type="date"
            value={range?.until ?? ''}
            onCommit={(until) => setRange({ until })}
          />
        </div>
        <OptionGroup
          label="Priority"
          options={priorityNames}
          chosen={view.priority}
          onChange={(priority) => onChange({ ...view, priority })}
        />
        {tags.length > 0 && (
          <OptionGroup
            label="Tags (all of them)"
            options={Object.fromEntries(tags.map((tag) => [tag, `#${tag}`]))}
            chosen={view.tags}
            onChange={(chosen) => onChange({ ...view, tags: chosen })}
          />
        )}
      </div>
    </Dialog>
  )
}
