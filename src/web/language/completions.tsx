import { type RefObject, useEffect, useId, useLayoutEffect, useState } from 'react'
import { cx } from '../ui/class-names.ts'
import type { Completion, Option } from './completion.ts'
import type { KeyTaker, Shown } from './draft-field.tsx'
import { sentenceOf, slashCommandOf } from './slash-commands.ts'
import { useCompletion } from './use-completion.ts'

type Props = {
  text: string
  caret: number
  commands: boolean
  above: boolean
  /** Asked first about every key. */
  keys: RefObject<KeyTaker>
  onShown: (shown: Shown) => void
  /** The text with an option in its place, and where the caret goes. */
  onTake: (text: string, caret: number) => void
}

/** What the text can go on with. Arrows point, Tab takes the first, Enter what is pointed at, Esc closes. */
export function Completions({ text, caret, commands, above, keys, onShown, onTake }: Props) {
  const id = useId()
  const found = useCompletion(text, caret, commands)
  const [closedAt, setClosedAt] = useState<string | null>(null)
  const [pointed, setPointed] = useState<number | null>(null)
  const completion = closedAt === text ? null : found
  const count = completion?.options.length ?? 0
  const active = pointed === null ? (completion?.firm === true ? 0 : null) : Math.min(pointed, count - 1)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text has other options
  useEffect(() => setPointed(null), [text])

  const take = ({ from, to, options }: Completion, index: number) => {
    const insert = options[index]?.insert
    if (insert === undefined) return
    const after = text.slice(to)
    const space = after.startsWith(' ') ? '' : ' '
    onTake(`${text.slice(0, from)}${insert}${space}${after}`, from + insert.length + 1)
  }
  useLayoutEffect(() => {
    keys.current = (event) => {
      if (completion === null || event.altKey || event.ctrlKey || event.metaKey) return false
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
      if (step !== undefined) setPointed(((((active ?? (step === 1 ? -1 : 0)) + step) % count) + count) % count)
      else if (event.key === 'Tab' && !event.shiftKey) take(completion, active ?? 0)
      else if (event.key === 'Enter' && active !== null && !isComplete(text)) take(completion, active)
      else if (event.key === 'Escape') setClosedAt(text)
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    }
    return () => {
      keys.current = () => false
    }
  })
  const list = completion === null ? null : id
  const option = active === null ? null : `${id}-${active}`
  useLayoutEffect(() => onShown(list === null ? null : { list, option }), [list, option, onShown])
  useEffect(() => () => onShown(null), [onShown])

  return (
    <>
      <p role="status" className="sr-only">
        {count > 0 && `${count} ${count === 1 ? 'suggestion' : 'suggestions'}: arrow keys to choose, Tab to take one.`}
      </p>
      {completion !== null && (
        <div
          className={cx(
            'absolute -left-2 z-20 max-w-[calc(100vw-2rem)] min-w-72 animate-rise rounded-lg border border-line bg-raised p-1 shadow-float',
            above ? 'bottom-full mb-3' : 'top-full mt-2',
          )}
        >
          <div
            id={id}
            role="listbox"
            tabIndex={0}
            aria-label="Suggestions"
            className="scroll-thin max-h-72 overflow-y-auto"
          >
            {completion.options.map((option, index) => (
              <Row
                key={option.label}
                id={`${id}-${index}`}
                option={option}
                active={index === active}
                onTake={() => take(completion, index)}
              />
            ))}
          </div>
          <Preview text={text} />
        </div>
      )}
      {completion === null && commands && <Preview text={text} alone />}
    </>
  )
}

type RowProps = { id: string; option: Option; active: boolean; onTake: () => void }

function Row({ id, option: { label, hint }, active, onTake }: RowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the field takes the keys
    // biome-ignore lint/a11y/useFocusableInteractive: the field keeps the focus
    <div
      id={id}
      ref={(element) => {
        if (active) element?.scrollIntoView({ block: 'nearest' })
      }}
      role="option"
      aria-selected={active}
      // The field keeps the focus, and with it a phone its keyboard.
      onPointerDown={(event) => event.preventDefault()}
      onClick={onTake}
      className={cx(
        'flex min-h-9 cursor-pointer items-center gap-4 rounded-md px-2.5 text-sm',
        active ? 'bg-accent-soft text-accent-strong' : 'hover:bg-sunken',
      )}
    >
      <span className="min-w-0 flex-1 truncate font-medium">{label}</span>
      <span className={cx('shrink-0', active ? '' : 'text-muted')}>{hint}</span>
    </div>
  )
}

/** The sentence a command stands for; `alone`, where no list stands above it. */
function Preview({ text, alone = false }: { text: string; alone?: boolean }) {
  if (slashCommandOf(text) === null) return null
  const sentence = sentenceOf(text)
  return (
    <p
      className={cx(
        'px-2.5 py-2 text-sm text-muted',
        alone && 'absolute bottom-full -left-2 z-20 mb-3 rounded-lg border border-line bg-raised shadow-float',
      )}
    >
      {sentence === null ? (
        'Now say what.'
      ) : (
        <>
          Sends “<span className="text-ink">{sentence}</span>”
        </>
      )}
    </p>
  )
}

/** A command that needs nothing more is sent by Enter. */
function isComplete(text: string): boolean {
  return slashCommandOf(text)?.command.takes === 'nothing'
}
