import { useQuery } from '@tanstack/react-query'
import { useTRPC } from '../rpc/trpc.ts'
import { cx } from '../ui/class-names.ts'
import type { View } from './filter-url.ts'

const countsRenewMs = 60_000
const views = [
  { due: null, label: 'All', count: 'open' },
  { due: 'today', label: 'Today', count: 'today' },
  { due: 'week', label: 'Week', count: 'week' },
  { due: 'overdue', label: 'Overdue', count: 'overdue' },
] as const

/** The views people switch between all day, with how much is in them. */
export function QuickViews({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const queries = useTRPC()
  // Tasks become overdue without anybody changing them.
  const { data: counts } = useQuery(queries.tasks.counts.queryOptions(undefined, { refetchInterval: countsRenewMs }))
  return (
    <div className="flex gap-1">
      {views.map(({ due, label, count }) => {
        const amount = counts?.[count] ?? 0
        return (
          <button
            key={label}
            type="button"
            aria-pressed={view.due === due}
            onClick={() => onChange({ ...view, due })}
            className={cx(
              'flex h-8 flex-1 items-center justify-center gap-1.5 rounded-md px-2 text-sm font-medium whitespace-nowrap',
              view.due === due ? 'bg-accent-soft text-accent-strong' : 'text-muted hover:bg-sunken hover:text-ink',
            )}
          >
            {label}
            <span className={cx('tabular-nums', label === 'Overdue' && amount > 0 ? 'text-danger' : 'font-normal')}>
              {counts === undefined ? '' : amount > 999 ? '999+' : amount}
            </span>
          </button>
        )
      })}
    </div>
  )
}
