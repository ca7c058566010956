import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'

const looks = {
  primary: 'bg-accent text-on-accent hover:bg-accent-strong',
  plain: 'border border-line bg-surface text-ink hover:bg-sunken',
  quiet: 'text-muted hover:bg-sunken hover:text-ink',
  danger: 'border border-line bg-surface text-danger hover:bg-danger-soft',
}

type Props = ComponentProps<'button'> & { look?: keyof typeof looks; small?: boolean }

export function Button({ look = 'plain', small = false, className, ...rest }: Props) {
  return (
    <button
      type="button"
      className={cx(
        'inline-flex shrink-0 items-center justify-center gap-1.5 rounded-md font-medium whitespace-nowrap transition-colors disabled:opacity-50',
        small ? 'h-8 px-2.5 text-sm' : 'h-10 px-4',
        looks[look],
        className,
      )}
      {...rest}
    />
  )
}
