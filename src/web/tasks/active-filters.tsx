import { RemovableChip } from '../ui/chip.tsx'
import { defaultView, type View } from './filter-url.ts'
import { activeFilters } from './view-query.ts'

const quick = ['today', 'week', 'overdue']

/** The filters in force, except those the row of views above shows already. */
export function ActiveFilters({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const shownAbove = typeof view.due === 'string' && quick.includes(view.due)
  const filters = activeFilters(shownAbove ? { ...view, due: null } : view)
  if (filters.length === 0) return null
  const keep = (without: View) => onChange(shownAbove ? { ...without, due: view.due } : without)
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {filters.map(({ label, without }) => (
        <RemovableChip key={label} label={label} onRemove={() => keep(without)} />
      ))}
      {filters.length > 1 && (
        <button
          type="button"
          className="px-1.5 text-sm text-muted underline underline-offset-2 hover:text-ink"
          onClick={() => onChange({ ...defaultView, sort: view.sort, direction: view.direction, search: view.search })}
        >
          Clear all
        </button>
      )}
    </div>
  )
}
