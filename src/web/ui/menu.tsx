'use client'

import { type ComponentProps, type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { cx } from './class-names.ts'
import { placeBeside } from './place-beside.ts'

type Props = {
  /** Name of the button, for screen readers and as a tooltip. */
  label: string
  trigger: ReactNode
  triggerClass?: string
  children: ReactNode
}

/** A button that opens a menu in the top layer, so that no scrolling pane cuts it off. Esc and clicks beside close it. */
export function Menu({ label, trigger, triggerClass, children }: Props) {
  const id = useId()
  const button = useRef<HTMLButtonElement>(null)
  const menu = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  return (
    <>
      <button
        ref={button}
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
        ref={menu}
        id={id}
        popover="auto"
        role="menu"
        aria-label={label}
        tabIndex={-1}
        className="fixed m-0 max-h-80 min-w-48 overflow-y-auto rounded-lg border border-line bg-raised p-1 text-ink shadow-float"
        onToggle={(event) => {
          const shown = event.newState === 'open'
          setOpen(shown)
          if (!shown || button.current === null || menu.current === null) return
          placeBeside(button.current, menu.current)
          itemsOf(menu.current)[0]?.focus()
        }}
        onKeyDown={moveFocus}
        onClick={() => menu.current?.hidePopover()}
      >
        {open && children}
      </div>
    </>
  )
}

type ItemProps = ComponentProps<'button'> & { icon?: ReactNode; danger?: boolean; note?: string }

export function MenuItem({ icon, danger = false, note, children, ...rest }: ItemProps) {
  return (
    <button
      type="button"
      role="menuitem"
      className={cx(
        'flex h-9 w-full items-center gap-2.5 rounded-md px-2.5 text-left text-sm hover:bg-sunken focus-visible:bg-sunken focus-visible:outline-none',
        danger && 'text-danger',
      )}
      {...rest}
    >
      {icon}
      <span className="flex-1 truncate">{children}</span>
      {note !== undefined && <span className="text-xs text-muted">{note}</span>}
    </button>
  )
}

const itemsOf = (menu: HTMLElement) => [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]')]

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const items = itemsOf(event.currentTarget)
  const at = items.findIndex((item) => item.matches(':focus'))
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  items.at(next % items.length)?.focus()
}
