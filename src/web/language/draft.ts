import { useCallback, useState } from 'react'
import type { TextRange } from '../../domain/language/plan.ts'
import { rangesAfterEdit } from './text-ranges.ts'

/** What is typed, with the pieces that are not to be understood. */
export type Draft = { text: string; ignored: readonly TextRange[] }
export const emptyDraft: Draft = { text: '', ignored: [] }

/** A draft, and `type`: the same with another text, whose ignored pieces stay where they still stand. */
export function useDraft() {
  const [draft, setDraft] = useState(emptyDraft)
  const type = useCallback(
    (text: string) => setDraft((before) => ({ text, ignored: rangesAfterEdit(before.text, text, before.ignored) })),
    [],
  )
  const ignore = useCallback(
    ({ start, end }: TextRange) => setDraft(({ text, ignored }) => ({ text, ignored: [...ignored, { start, end }] })),
    [],
  )
  return { draft, setDraft, type, ignore }
}
