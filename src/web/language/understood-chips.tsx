import { X } from 'lucide-react'
import type { Span } from '../../domain/language/plan.ts'

const kinds = { date: 'Date', recurrence: 'Repeats', priority: 'Priority', tag: 'Tag', reminder: 'Reminder' } as const

type Props = { text: string; spans: readonly Span[]; onIgnore: (span: Span) => void }

/** What was understood of a text being typed; a click takes a piece back, and it is plain text then. */
export function UnderstoodChips({ text, spans, onIgnore }: Props) {
  if (spans.length === 0) return null
  return (
    <ul aria-label="Understood" className="flex flex-wrap gap-1.5">
      {spans.map((span) => {
        const words = text.slice(span.start, span.end)
        return (
          <li key={`${span.start}-${span.kind}`} className="max-w-full">
            <button
              type="button"
              title="Take this as plain text"
              aria-label={`${kinds[span.kind]}: ${words}. Take as plain text`}
              // The field keeps the focus, and with it a phone its keyboard.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => onIgnore(span)}
              className="inline-flex h-7 max-w-full items-center gap-1.5 rounded-full border border-line bg-surface pr-1.5 pl-2.5 text-sm hover:border-accent"
            >
              <span className="text-muted">{kinds[span.kind]}</span>
              <span className="truncate font-medium">{words}</span>
              <X size={14} className="shrink-0 text-muted" />
            </button>
          </li>
        )
      })}
    </ul>
  )
}
