import { type ComponentProps, useEffect, useRef } from 'react'
import { Field } from './field.tsx'

type Props = Omit<ComponentProps<typeof Field>, 'value' | 'defaultValue' | 'onChange' | 'type'> & {
  type: 'date' | 'time'
  value: string
  /** Called with a complete value, or '' when it was cleared. */
  onCommit: (value: string) => void
}

const pauseMs = 700

/** A date or time that is told once typing pauses or the field is left: while a year is typed, 0002 is a date too. */
export function CommitField({ value, onCommit, ...rest }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => {
    if (input.current !== null && input.current !== document.activeElement) input.current.value = value
  }, [value])
  useEffect(() => () => clearTimeout(timer.current), [])
  const commit = () => {
    clearTimeout(timer.current)
    const { value: typed = value, validity } = input.current ?? {}
    if (typed === value || validity?.badInput === true || (rest.type === 'date' && typed !== '' && !plausible(typed)))
      return
    onCommit(rest.type === 'time' ? typed.slice(0, 5) : typed)
  }
  return (
    <Field
      ref={input}
      defaultValue={value}
      onChange={() => {
        clearTimeout(timer.current)
        timer.current = setTimeout(commit, pauseMs)
      }}
      onBlur={commit}
      {...rest}
    />
  )
}

const plausible = (date: string) => date >= '1900-01-01' && date <= '2200-12-31'
