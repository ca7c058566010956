import { type ComponentProps, type KeyboardEvent, type ReactNode, useLayoutEffect, useRef } from 'react'
import { cx } from './class-names.ts'
import { placeBeside } from './place-beside.ts'

/** The items of an open `Menu`: puts it beside its button, takes the focus, moves it by the arrow keys. */
export function MenuItems({ children }: { children: ReactNode }) {
  const list = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const menu = menuOf(list.current)
    const button = document.querySelector<HTMLElement>(`[popovertarget="${CSS.escape(menu?.id ?? '')}"]`)
    if (menu !== null && button !== null) placeBeside(button, menu)
    itemsOf(list.current)[0]?.focus()
  }, [])
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the menu around it has the role
    <div ref={list} onKeyDown={moveFocus} onClick={() => menuOf(list.current)?.hidePopover()}>
      {children}
    </div>
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

const menuOf = (list: HTMLElement | null) => list?.closest<HTMLElement>('[popover]') ?? null
const itemsOf = (list: HTMLElement | null) => [...(list?.querySelectorAll<HTMLElement>('[role^=menuitem]') ?? [])]

function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  const items = itemsOf(event.currentTarget)
  const at = items.findIndex((item) => item.matches(':focus'))
  const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 }[event.key]
  if (next === undefined) return
  event.preventDefault()
  items.at(next % items.length)?.focus()
}
