import { type ReactNode, useId, useState } from 'react'
import { cx } from './class-names.ts'

type Props = {
  /** Name of the button, for screen readers and as a tooltip. */
  label: string
  trigger: ReactNode
  triggerClass?: string
  /** `MenuItems`, best fetched lazily: they are rendered only while the menu is open. */
  children: ReactNode
}

/** A button that opens a menu in the top layer, so that no scrolling pane cuts it off. Esc and clicks beside close it. */
export function Menu({ label, trigger, triggerClass, children }: Props) {
  const id = useId()
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open}
        className={cx('rounded-md transition-colors', triggerClass)}
      >
        {trigger}
      </button>
      <div
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        className="fixed m-0 max-h-96 min-w-56 overflow-y-auto rounded-lg border border-line bg-raised p-1 text-ink shadow-float empty:hidden"
        onToggle={(event) => setOpen(event.newState === 'open')}
      >
        {open && children}
      </div>
    </>
  )
}
