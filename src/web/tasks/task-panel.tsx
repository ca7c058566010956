import { CalendarDays, ListChecks } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { useSettings } from '../shell/me.ts'
import { useUrlState } from '../shell/url-state.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { lazily } from '../ui/lazily.tsx'
import { ActiveFilters } from './active-filters.tsx'
import { FilterMenu, SortMenu } from './filter-menu.tsx'
import { QuickAdd } from './quick-add.tsx'
import { QuickViews } from './quick-views.tsx'
import { SearchField } from './search-field.tsx'
import { type Selection, SelectionContext } from './selection.ts'
import { TaskList } from './task-list.tsx'
import { useView } from './use-task-view.ts'
import { activeFilters } from './view-query.ts'

const CalendarView = lazily(() => import('./calendar/calendar-view.tsx').then((module) => module.CalendarView))
const SavedViews = lazily(() => import('./saved-views.tsx').then((module) => module.SavedViews))
const BulkBar = lazily(() => import('./bulk-bar.tsx').then((module) => module.BulkBar))

export function TaskPanel() {
  const [view, setView] = useView()
  const [params, changeUrl] = useUrlState()
  const calendar = params.get('layout') === 'calendar'
  const { savedViews } = useSettings()
  const shown = useDeferredValue(view)
  const [selected, setSelected] = useState<ReadonlySet<string> | null>(null)
  const selection = useMemo<Selection>(
    () => ({
      ids: selected,
      toggle: (id) =>
        setSelected((ids) => {
          const next = new Set(ids)
          if (!next.delete(id)) next.add(id)
          return next
        }),
      set: setSelected,
    }),
    [selected],
  )
  return (
    <SelectionContext value={selection}>
      <div className="flex h-full flex-col">
        <div className="flex flex-col gap-2.5 border-b border-line p-3">
          <QuickAdd />
          <div className="flex items-center gap-1">
            <SearchField value={view.search} onChange={(search) => setView({ ...view, search })} />
            <FilterMenu view={view} onChange={setView} />
            <SortMenu view={view} onChange={setView} />
            <IconButton
              label={calendar ? 'Show as a list' : 'Show as a calendar'}
              aria-pressed={calendar}
              onClick={() => changeUrl({ layout: calendar ? null : 'calendar' })}
              className="aria-pressed:bg-accent-soft aria-pressed:text-accent-strong"
            >
              <CalendarDays size={18} />
            </IconButton>
            <IconButton
              label={selected === null ? 'Select several' : 'End selecting'}
              aria-pressed={selected !== null}
              onClick={() => setSelected(selected === null ? new Set() : null)}
              className="aria-pressed:bg-accent-soft aria-pressed:text-accent-strong"
            >
              <ListChecks size={18} />
            </IconButton>
          </div>
          {!calendar && <QuickViews view={view} onChange={setView} />}
          <ActiveFilters view={view} onChange={setView} />
          {(savedViews !== undefined || activeFilters(view).length > 0) && (
            <SavedViews view={view} onChange={setView} />
          )}
        </div>
        {calendar ? <CalendarView view={shown} /> : <TaskList view={shown} onReset={setView} />}
        {selected !== null && <BulkBar ids={selected} view={shown} onEnd={() => setSelected(null)} />}
      </div>
    </SelectionContext>
  )
}
