import { BookmarkPlus, X } from 'lucide-react'
import { useState } from 'react'
import { limits } from '../../domain/limits.ts'
import type { SavedView } from '../../domain/settings.ts'
import { useSaveSettings } from '../settings/use-save-settings.ts'
import { useSettings } from '../shell/me.ts'
import { cx } from '../ui/class-names.ts'
import { InlineInput } from '../ui/inline-input.tsx'
import { useToasts } from '../ui/toasts.ts'
import type { View } from './filter-url.ts'
import { queryTextOf, viewOfQueryText, withSavedView } from './saved-view.ts'
import { activeFilters } from './view-query.ts'

type Props = { view: View; onChange: (view: View) => void }

/** The user's own views, and a way to keep the present one. */
export function SavedViews({ view, onChange }: Props) {
  const { savedViews = [] } = useSettings()
  const save = useSaveSettings()
  const toasts = useToasts()
  const [naming, setNaming] = useState(false)
  const query = queryTextOf(view)
  const kept = savedViews.some((saved) => saved.query === query)
  const remove = async (gone: SavedView) => {
    if (!(await save({ savedViews: savedViews.filter((other) => other !== gone) }))) return
    const undo = { label: 'Undo', run: () => void save({ savedViews }) }
    toasts.show({ tone: 'done', text: `Deleted the view “${gone.name}”`, actions: [undo] })
  }
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      {savedViews.map((saved) => {
        const shown = saved.query === query
        return (
          <span
            key={saved.name}
            className={cx(
              'inline-flex h-7 max-w-full items-center rounded-full border text-sm',
              shown ? 'border-accent bg-accent-soft font-medium text-accent-strong' : 'border-line-strong',
            )}
          >
            <button
              type="button"
              aria-pressed={shown}
              onClick={() => onChange(viewOfQueryText(saved.query))}
              className="h-full min-w-0 truncate rounded-full px-2.5"
            >
              {saved.name}
            </button>
            {shown && (
              <button
                type="button"
                aria-label={`Delete the view ${saved.name}`}
                onClick={() => void remove(saved)}
                className="grid h-full place-items-center rounded-full pr-2"
              >
                <X size={14} />
              </button>
            )}
          </span>
        )
      })}
      {naming ? (
        <InlineInput
          label="Name of this view"
          value={activeFilters(view)[0]?.label ?? view.search}
          maxLength={limits.savedViewNameLength}
          onSave={(name) => void save({ savedViews: withSavedView(savedViews, { name, query }) })}
          onDone={() => setNaming(false)}
          savesUnchanged
          className="h-7 w-44"
        />
      ) : (
        !kept &&
        savedViews.length < limits.savedViews && (
          <button
            type="button"
            onClick={() => setNaming(true)}
            className="inline-flex h-7 items-center gap-1 rounded-full px-2 text-sm text-muted hover:bg-sunken hover:text-ink"
          >
            <BookmarkPlus size={14} />
            Save this view
          </button>
        )
      )}
    </div>
  )
}
