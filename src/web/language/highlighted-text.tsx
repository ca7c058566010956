import type { Span } from '../../domain/language/plan.ts'
import { cx } from '../ui/class-names.ts'
import { piecesOf } from './text-ranges.ts'

/**
 * A text with what was understood marked, to lie behind a field that shows the same text: only the marks are seen.
 * The field's own text stays what is read, selected and spoken.
 */
export function HighlightedText({
  text,
  spans,
  className,
}: {
  text: string
  spans: readonly Span[]
  className?: string
}) {
  return (
    <div aria-hidden="true" className={cx('pointer-events-none text-transparent select-none', className)}>
      {piecesOf(text, spans).map(({ text: piece, start, span }) =>
        span === null ? (
          <span key={start}>{piece}</span>
        ) : (
          <mark key={start} className="rounded-sm bg-accent-soft text-transparent ring-2 ring-accent-soft">
            {piece}
          </mark>
        ),
      )}
    </div>
  )
}
