import type { TextRange } from '../../domain/language/plan.ts'

/** Ranges of `before` where they are in `after`; those the edit touched are gone, as their text is another one. */
export function rangesAfterEdit(before: string, after: string, ranges: readonly TextRange[]): TextRange[] {
  const most = Math.min(before.length, after.length)
  let head = 0
  while (head < most && before[head] === after[head]) head++
  let tail = 0
  while (tail < most - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++
  const [editedTo, shift] = [before.length - tail, after.length - before.length]
  return ranges.flatMap(({ start, end }) => {
    if (end <= head) return { start, end }
    return start >= editedTo ? { start: start + shift, end: end + shift } : []
  })
}

/** A text cut at its spans, in order; those that overlap an earlier one are left out. */
export function piecesOf<S extends TextRange>(
  text: string,
  spans: readonly S[],
): { text: string; start: number; span: S | null }[] {
  const pieces: { text: string; start: number; span: S | null }[] = []
  let at = 0
  for (const span of [...spans].sort((a, b) => a.start - b.start)) {
    if (span.start < at || span.end <= span.start || span.end > text.length) continue
    if (span.start > at) pieces.push({ text: text.slice(at, span.start), start: at, span: null })
    pieces.push({ text: text.slice(span.start, span.end), start: span.start, span })
    at = span.end
  }
  if (at < text.length) pieces.push({ text: text.slice(at), start: at, span: null })
  return pieces
}
