import { useEffect, useRef } from 'react'
import { cx } from './class-names.ts'

type Props = {
  label: string
  value: string
  maxLength: number
  /** Called with the new text if it differs and is not empty. */
  onSave: (text: string) => void
  /** Called when editing is over, saved or not. */
  onDone: () => void
  /** The text counts also where nobody changed it: it was only proposed. */
  savesUnchanged?: boolean
  className?: string
}

/** A text edited in its place: Enter or leaving saves, Esc leaves it as it was. */
export function InlineInput({ label, value, maxLength, onSave, onDone, savesUnchanged = false, className }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const cancelled = useRef(false)
  useEffect(() => {
    input.current?.focus()
    input.current?.select()
  }, [])
  return (
    <input
      ref={input}
      aria-label={label}
      defaultValue={value}
      maxLength={maxLength}
      className={cx('field h-8 px-2', className)}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing) return
        if (event.key === 'Escape') {
          event.stopPropagation()
          event.preventDefault()
          cancelled.current = true
        }
        if (event.key === 'Escape' || event.key === 'Enter') event.currentTarget.blur()
      }}
      onBlur={(event) => {
        const text = event.target.value.trim()
        if (!cancelled.current && text !== '' && (savesUnchanged || text !== value)) onSave(text)
        onDone()
      }}
    />
  )
}
