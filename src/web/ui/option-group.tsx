import { cx } from './class-names.ts'

type Props<T extends string> = {
  label: string
  options: Record<T, string>
  chosen: readonly T[]
  onChange: (chosen: T[]) => void
  /** At most one of them. */
  single?: boolean
}

/** Options as pills, several or one of them chosen. */
export function OptionGroup<T extends string>({ label, options, chosen, onChange, single = false }: Props<T>) {
  const toggle = (option: T) => {
    if (chosen.includes(option)) return onChange(chosen.filter((other) => other !== option))
    onChange(single ? [option] : [...chosen, option])
  }
  return (
    <fieldset>
      <legend className="mb-2 text-sm font-medium">{label}</legend>
      <div className="flex flex-wrap gap-2">
        {(Object.keys(options) as T[]).map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={chosen.includes(option)}
            onClick={() => toggle(option)}
            className={cx(
              'h-8 max-w-full truncate rounded-full border px-3 text-sm transition-colors',
              chosen.includes(option)
                ? 'border-accent bg-accent-soft font-medium text-accent-strong'
                : 'border-line-strong hover:border-accent',
            )}
          >
            {options[option]}
          </button>
        ))}
      </div>
    </fieldset>
  )
}
