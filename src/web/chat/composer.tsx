'use client'

import { ArrowUp } from 'lucide-react'
import { useRef, useState } from 'react'
import { limits } from '../../domain/limits.ts'
import { landmarks } from '../shell/landmarks.ts'
import { cx } from '../ui/class-names.ts'
import { useSend } from './send-context.ts'

const tallestPx = 200

export function Composer({ disabled }: { disabled: boolean }) {
  const send = useSend()
  const area = useRef<HTMLTextAreaElement>(null)
  const [text, setText] = useState('')
  const empty = text.trim() === ''
  const submit = async () => {
    if (empty || disabled) return
    setText('')
    // Nothing typed is ever lost: what could not be sent comes back, unless something new was typed meanwhile.
    if (!(await send(text))) setText((typed) => (typed === '' ? text : typed))
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
      <div className="flex items-end gap-2 rounded-xl border border-line-strong bg-surface p-1.5 pl-4 shadow-sm focus-within:border-accent focus-within:ring-1 focus-within:ring-accent">
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
          className="scroll-thin max-h-[200px] min-h-9 flex-1 resize-none bg-transparent py-2 leading-5 outline-none"
          onChange={(event) => {
            setText(event.target.value)
            growToText(event.target)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
            event.preventDefault()
            void submit()
          }}
        />
        <button
          type="submit"
          aria-label="Send"
          title="Send"
          disabled={empty || disabled}
          className={cx(
            'grid size-9 shrink-0 place-items-center rounded-lg transition-colors',
            empty ? 'bg-sunken text-muted' : 'bg-accent text-on-accent hover:bg-accent-strong',
          )}
        >
          <ArrowUp size={19} />
        </button>
      </div>
    </form>
  )
}

function growToText(area: HTMLTextAreaElement | null): void {
  if (area === null) return
  area.style.height = 'auto'
  area.style.height = `${Math.min(area.scrollHeight, tallestPx)}px`
}
