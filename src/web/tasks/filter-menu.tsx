'use client'

import { ArrowDownUp, ArrowDownWideNarrow, ArrowUpNarrowWide, Check, ListFilter } from 'lucide-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { IconButton } from '../ui/icon-button.tsx'
import { Menu, MenuItem } from '../ui/menu.tsx'
import { sortNames, usualDirection, type View } from './filter-url.ts'
import { activeFilters } from './view-query.ts'

const FilterDialog = dynamic(() => import('./filter-dialog.tsx').then((module) => module.FilterDialog))

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
  const reversed = view.direction === 'asc' ? 'desc' : 'asc'
  return (
    <Menu
      label={`Sorted by ${sortNames[view.sort].toLowerCase()}`}
      trigger={<ArrowDownUp size={17} />}
      triggerClass="grid size-9 shrink-0 place-items-center text-muted hover:bg-sunken hover:text-ink"
    >
      {(Object.keys(sortNames) as View['sort'][]).map((sort) => (
        <MenuItem
          key={sort}
          role="menuitemradio"
          aria-checked={sort === view.sort}
          icon={sort === view.sort ? <Check size={15} /> : <span className="w-[15px]" />}
          onClick={() => onChange({ ...view, sort, direction: usualDirection[sort] })}
        >
          {sortNames[sort]}
        </MenuItem>
      ))}
      <MenuItem
        icon={reversed === 'asc' ? <ArrowUpNarrowWide size={15} /> : <ArrowDownWideNarrow size={15} />}
        onClick={() => onChange({ ...view, direction: reversed })}
      >
        Reverse the order
      </MenuItem>
    </Menu>
  )
}
