import { type ClipboardEvent, type KeyboardEvent, type RefObject, useLayoutEffect, useRef, useState } from 'react'
import type { Span } from '../../domain/language/plan.ts'
import { lazily } from '../ui/lazily.tsx'
import { HighlightedText } from './highlighted-text.tsx'

const Completions = lazily(() => import('./completions.tsx').then((module) => module.Completions))

/** What the list of completions makes of a key; true: it has taken it. */
export type KeyTaker = (event: KeyboardEvent) => boolean
/** The list of completions, while it is open, and the option that is pointed at. */
export type Shown = { list: string; option: string | null } | null

type Props = {
  id: string
  label: string
  placeholder: string
  text: string
  spans: readonly Span[]
  maxLength: number
  enterKeyHint: 'send' | 'done'
  /** Line breaks are kept, and `/` begins a command. */
  chat?: boolean
  field: RefObject<HTMLTextAreaElement | null>
  onType: (text: string) => void
  onSubmit: () => void
  /** Several lines were pasted. */
  onPasteLines: (lines: string) => void
}

const tallestPx = 200
// The marks lie behind the text, so both have to break their lines alike.
const sameText = 'py-2 leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]'

/**
 * A text in plain English: what is understood is marked while it is typed, tags and dates are completed. Enter submits.
 * A field of several lines cannot be a `combobox`; what belongs to a `textbox` with a list says the same.
 */
export function DraftField(props: Props) {
  const { id, label, text, spans, chat = false, field, onType, onSubmit, onPasteLines } = props
  const marks = useRef<HTMLDivElement>(null)
  const keys = useRef<KeyTaker>(() => false)
  const [caret, setCaret] = useState<number | null>(null)
  const [shown, setShown] = useState<Shown>(null)
  const wanted = useRef<number | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    growToText(field.current)
    if (wanted.current === null) return
    field.current?.setSelectionRange(wanted.current, wanted.current)
    setCaret(wanted.current)
    wanted.current = null
  }, [text, field])
  return (
    <div className="relative min-w-0 flex-1">
      <div ref={marks} className="absolute inset-0 overflow-hidden">
        <HighlightedText text={text} spans={spans} className={sameText} />
      </div>
      <textarea
        id={id}
        ref={field}
        value={text}
        rows={1}
        maxLength={props.maxLength}
        aria-label={label}
        aria-autocomplete="list"
        aria-controls={shown?.list}
        aria-activedescendant={shown?.option ?? undefined}
        placeholder={props.placeholder}
        enterKeyHint={props.enterKeyHint}
        className={`${sameText} scroll-thin relative block max-h-[200px] min-h-9 w-full resize-none bg-transparent outline-none`}
        onChange={({ target }) => {
          onType(chat ? target.value : target.value.replaceAll('\n', ' '))
          setCaret(target.selectionStart)
        }}
        onSelect={({ currentTarget: { selectionStart, selectionEnd } }) =>
          setCaret(selectionStart === selectionEnd ? selectionStart : null)
        }
        onBlur={() => setCaret(null)}
        onScroll={(event) => marks.current?.scrollTo({ top: event.currentTarget.scrollTop })}
        onPaste={(event) => {
          const lines = pastedLines(event)
          if (lines !== null) onPasteLines(lines)
        }}
        onKeyDown={(event) => {
          if (event.nativeEvent.isComposing || keys.current(event)) return
          if (event.key === 'Escape' && !chat) event.currentTarget.blur()
          if (event.key !== 'Enter' || (event.shiftKey && chat)) return
          event.preventDefault()
          onSubmit()
        }}
      />
      {text !== '' && caret !== null && (
        <Completions
          text={text}
          caret={caret}
          commands={chat}
          above={chat}
          keys={keys}
          onShown={setShown}
          onTake={(next, at) => {
            wanted.current = at
            onType(next)
          }}
        />
      )}
    </div>
  )
}

function growToText(area: HTMLTextAreaElement | null): void {
  if (area === null) return
  area.style.height = 'auto'
  area.style.height = `${Math.min(area.scrollHeight, tallestPx)}px`
}

/** Several lines that were pasted, which then do not go into the field by themselves. */
function pastedLines(event: ClipboardEvent): string | null {
  const pasted = event.clipboardData.getData('text/plain')
  if (pasted.split('\n').filter((line) => line.trim() !== '').length < 2) return null
  event.preventDefault()
  return pasted
}
