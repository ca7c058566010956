import { Button } from '../ui/button.tsx'
import { defaultView, type View } from './filter-url.ts'
import { activeFilters } from './view-query.ts'

/** Why there is nothing to see, and what to do about it. */
export function EmptyList({ view, onReset }: { view: View; onReset: (view: View) => void }) {
  const filtered = activeFilters(view).length > 0 || view.search.trim() !== ''
  if (view.due === 'overdue' && activeFilters(view).length === 1 && view.search === '') {
    return <Empty title="Nothing is overdue">Well done.</Empty>
  }
  if (view.due === 'today' && activeFilters(view).length === 1 && view.search === '') {
    return <Empty title="Nothing is due today">Enjoy it, or pick something from all your tasks.</Empty>
  }
  if (filtered) {
    return (
      <Empty title="No task matches">
        {view.search.trim() === '' ? 'No task has all of these filters.' : `Nothing contains “${view.search.trim()}”.`}
        <Button small onClick={() => onReset({ ...defaultView, sort: view.sort, direction: view.direction })}>
          Show all open tasks
        </Button>
      </Empty>
    )
  }
  return (
    <Empty title="Your list is empty">
      Type a task above, or tell the chat: “Buy stamps tomorrow”, “Pay rent on the 1st of every month”, “Dentist Friday
      at 8:15, remind me an hour before”.
    </Empty>
  )
}

function Empty({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <div className="flex flex-1 flex-col items-center justify-center gap-2 px-8 py-12 text-center text-muted">
      <h3 className="font-semibold text-ink">{title}</h3>
      <div className="flex max-w-72 flex-col items-center gap-3 text-balance">{children}</div>
    </div>
  )
}
