import { ArrowDownWideNarrow, ArrowUpNarrowWide, Check } from 'lucide-react'
import { MenuItem, MenuItems } from '../../ui/menu-items.tsx'
import { sortNames, usualDirection, type View } from '../filter-url.ts'

export function SortChoices({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const reversed = view.direction === 'asc' ? 'desc' : 'asc'
  return (
    <MenuItems>
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
    </MenuItems>
  )
}
