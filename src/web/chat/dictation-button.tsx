import { Mic } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { cx } from '../ui/class-names.ts'
import { useToasts } from '../ui/toasts.ts'

type Props = { text: string; onText: (text: string) => void }

/** Writes what is said into the message, word by word; nothing is sent by itself. The code for it comes with its use. */
export function DictationButton({ text, onText }: Props) {
  const toasts = useToasts()
  const [state, setState] = useState<'off' | 'starting' | 'listening'>('off')
  const stop = useRef<() => void>(() => {})
  useEffect(() => () => stop.current(), [])

  const start = async () => {
    setState('starting')
    let wanted = true
    stop.current = () => {
      wanted = false
      setState('off')
    }
    const typed = text.trimEnd()
    const onHeard = (words: string) => onText(typed === '' ? words : `${typed} ${words}`)
    const onEnd = (reason: string | null) => {
      setState('off')
      if (reason !== null) toasts.show({ tone: 'problem', text: reason })
    }
    try {
      const { dictate } = await import('./dictation.ts')
      if (wanted)
        stop.current = dictate(navigator.languages, { onStarted: () => setState('listening'), onHeard, onEnd })
    } catch {
      if (wanted) onEnd('Dictation needs a connection.')
    }
  }
  const on = state !== 'off'
  const label = on ? 'Stop dictating' : 'Dictate'
  return (
    <>
      <button
        type="button"
        aria-label={label}
        title={on ? label : 'Dictate. Your browser turns speech into text, perhaps with the help of its maker.'}
        onClick={() => (on ? stop.current() : void start())}
        className={cx(
          'grid size-9 shrink-0 place-items-center rounded-lg transition-colors',
          on ? 'animate-shimmer bg-danger-soft text-danger' : 'text-muted hover:bg-sunken hover:text-ink',
        )}
      >
        <Mic size={18} />
      </button>
      <span role="status" className="sr-only">
        {state === 'listening' && 'Listening. Speak now.'}
      </span>
    </>
  )
}
