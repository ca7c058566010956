import { useEffect, useRef, useState } from 'react'
import type { TextRange } from '../../domain/language/plan.ts'
import { limits } from '../../domain/limits.ts'
import { HighlightedText } from '../language/highlighted-text.tsx'
import { rangesAfterEdit } from '../language/text-ranges.ts'
import { UnderstoodChips } from '../language/understood-chips.tsx'
import { useUnderstanding } from '../language/use-understanding.ts'
import { landmarks } from '../shell/landmarks.ts'
import { cx } from '../ui/class-names.ts'
import { EditNotice } from './edit-notice.tsx'
import { useEditing } from './editing.ts'
import { SendButton } from './send-button.tsx'
import { useSend } from './send-context.ts'

const tallestPx = 200

/** What is typed, with the pieces that are not to be understood. */
type Draft = { text: string; ignored: readonly TextRange[] }
const emptyDraft: Draft = { text: '', ignored: [] }

// The marks lie behind the text, so both have to break their lines alike.
const sameText = 'py-2 leading-5 whitespace-pre-wrap [overflow-wrap:anywhere]'

export function Composer({ disabled }: { disabled: boolean }) {
  const send = useSend()
  const area = useRef<HTMLTextAreaElement>(null)
  const marks = useRef<HTMLDivElement>(null)
  const [{ text, ignored }, setDraft] = useState<Draft>(emptyDraft)
  const spans = useUnderstanding(text, ignored)?.spans ?? []
  const empty = text.trim() === ''
  const { edited } = useEditing()
  useEffect(() => {
    if (edited === null) return
    setDraft({ text: edited.text, ignored: [] })
    area.current?.focus()
  }, [edited])
  const submit = async () => {
    if (empty || disabled) return
    setDraft(emptyDraft)
    // Nothing typed is ever lost: what could not be sent comes back, unless something new was typed meanwhile.
    if (!(await send(text, ignored))) setDraft((typed) => (typed.text === '' ? { text, ignored } : typed))
    area.current?.focus()
  }
  return (
    <form
      className="mx-auto w-full max-w-3xl px-3 pt-2 pb-3 md:px-6 md:pb-5"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <EditNotice onCancel={() => setDraft(emptyDraft)} />
      {spans.length > 0 && (
        <div className="px-1 pb-2">
          <UnderstoodChips
            text={text}
            spans={spans}
            onIgnore={({ start, end }) => {
              setDraft({ text, ignored: [...ignored, { start, end }] })
              area.current?.focus()
            }}
          />
        </div>
      )}
      <div className="flex items-end gap-2 rounded-xl border border-line-strong bg-surface p-1.5 pl-4 shadow-sm focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
        <div className="relative min-w-0 flex-1">
          <div ref={marks} className="absolute inset-0 overflow-hidden">
            <HighlightedText text={text} spans={spans} className={sameText} />
          </div>
          <textarea
            id={landmarks.composer}
            ref={(element) => {
              area.current = element
              growToText(element)
            }}
            value={text}
            rows={1}
            maxLength={limits.messageLength}
            aria-label="Message"
            placeholder="Call mum tomorrow at 9"
            enterKeyHint="send"
            className={cx(
              sameText,
              'scroll-thin relative block max-h-[200px] min-h-9 w-full resize-none bg-transparent outline-none',
            )}
            onChange={(event) => {
              const next = event.target.value
              setDraft((typed) => ({ text: next, ignored: rangesAfterEdit(typed.text, next, typed.ignored) }))
              growToText(event.target)
            }}
            onScroll={(event) => marks.current?.scrollTo({ top: event.currentTarget.scrollTop })}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
              event.preventDefault()
              void submit()
            }}
          />
        </div>
        <SendButton disabled={empty || disabled} empty={empty} />
      </div>
    </form>
  )
}

function growToText(area: HTMLTextAreaElement | null): void {
  if (area === null) return
  area.style.height = 'auto'
  area.style.height = `${Math.min(area.scrollHeight, tallestPx)}px`
}
