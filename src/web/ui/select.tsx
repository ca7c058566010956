import { useId } from 'react'

type Props<T extends string> = {
  label: string
  options: Record<T, string>
  value: T
  onChange: (value: T) => void
}

/** A labelled native select. */
export function Select<T extends string>({ label, options, value, onChange }: Props<T>) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-sm font-medium">
        {label}
      </label>
      <select id={id} value={value} onChange={(event) => onChange(event.target.value as T)} className="field">
        {(Object.keys(options) as T[]).map((option) => (
          <option key={option} value={option}>
            {options[option]}
          </option>
        ))}
      </select>
    </div>
  )
}
