import { type ComponentProps, useId } from 'react'
import { cx } from './class-names.ts'

type Props = ComponentProps<'input'> & { label: string; hint?: string; error?: string | null }

/** A labelled input; hint and error are announced with it. */
export function Field({ label, hint, error, className, ...rest }: Props) {
  const id = useId()
  return (
    <div className={cx('flex flex-col gap-1.5', className)}>
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <input
        id={id}
        className={cx('field', error && 'border-danger')}
        aria-invalid={error ? true : undefined}
        aria-describedby={error || hint ? `${id}-note` : undefined}
        {...rest}
      />
      {(error || hint) && (
        <p id={`${id}-note`} className={cx('text-sm', error ? 'text-danger' : 'text-muted')}>
          {error || hint}
        </p>
      )}
    </div>
  )
}
