import { X } from 'lucide-react'
import type { ComponentProps } from 'react'
import { cx } from './class-names.ts'

/** Something in force that a click takes away. */
export function RemovableChip({ label, onRemove }: { label: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      onClick={onRemove}
      aria-label={`Remove filter: ${label}`}
      className="inline-flex h-7 max-w-full items-center gap-1 rounded-full bg-accent-soft px-2.5 text-sm font-medium text-accent-strong hover:brightness-95"
    >
      <span className="truncate">{label}</span>
      <X size={14} className="shrink-0" />
    </button>
  )
}

/** A suggestion that a click follows. */
export function SuggestionChip({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      className={cx(
        'rounded-full border border-line bg-surface px-3.5 py-2 text-left text-sm transition-colors hover:border-accent hover:text-accent-strong',
        className,
      )}
      {...rest}
    />
  )
}
