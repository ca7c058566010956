import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'

type Props = ComponentProps<'button'> & { label: string }

/** A button that shows only an icon; `label` is its name and its tooltip. */
export function IconButton({ label, className, children, ...rest }: Props) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={cx(
        'inline-grid size-9 shrink-0 place-items-center rounded-md text-muted transition-colors hover:bg-sunken hover:text-ink disabled:opacity-40',
        className,
      )}
      {...rest}
    >
      {children}
    </button>
  )
}
