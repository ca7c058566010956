import { ArrowDownUp, ListFilter } from 'lucide-react'
import { useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import { lazily } from '../ui/lazily.tsx'
import { Menu } from '../ui/menu.tsx'
import { sortNames, type View } from './filter-url.ts'
import { activeFilters } from './view-query.ts'

const FilterDialog = lazily(() => import('./filter-dialog.tsx').then((module) => module.FilterDialog))
const SortChoices = lazily(() => import('./menus/sort-choices.tsx').then((module) => module.SortChoices))

type Props = { view: View; onChange: (view: View) => void }

export function FilterMenu({ view, onChange }: Props) {
  const [open, setOpen] = useState(false)
  const count = activeFilters(view).length
  return (
    <>
      <IconButton
        label={count === 0 ? 'Filter' : `Filter, ${count} in force`}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className={count > 0 ? 'text-accent' : ''}
      >
        <ListFilter size={18} />
      </IconButton>
      {open && <FilterDialog view={view} onChange={onChange} onClose={() => setOpen(false)} />}
    </>
  )
}

export function SortMenu({ view, onChange }: Props) {
  return (
    <Menu
      label={`Sorted by ${sortNames[view.sort].toLowerCase()}`}
      trigger={<ArrowDownUp size={17} />}
      triggerClass="grid size-9 shrink-0 place-items-center text-muted hover:bg-sunken hover:text-ink"
    >
      <SortChoices view={view} onChange={onChange} />
    </Menu>
  )
}
