import { useEffect, useMemo, useState } from 'react'
import type { Plan, TextRange } from '../../domain/language/plan.ts'
import { useSettings } from '../shell/me.ts'
import { useNow } from '../time/use-now.ts'

type Understand = typeof import('../../domain/language/understand.ts').understand

/**
 * What the server's parser will make of a text, while it is typed; null until there is one. The parser is fetched with
 * the first character, so that a page that is only read does not wait for it.
 */
export function useUnderstanding(text: string, ignored: readonly TextRange[]): Plan | null {
  const [understand, setUnderstand] = useState<Understand | null>(null)
  const { timeZone, weekStart } = useSettings()
  const now = useNow()
  const wanted = text !== '' && understand === null
  useEffect(() => {
    if (!wanted) return
    let gone = false
    import('../../domain/language/understand.ts').then(
      (module) => !gone && setUnderstand(() => module.understand),
      // Highlighting is a help, not the message: without it everything works.
      () => {},
    )
    return () => {
      gone = true
    }
  }, [wanted])
  return useMemo(
    () => (understand === null || text.trim() === '' ? null : understand(text, { now, timeZone, weekStart, ignored })),
    [understand, text, now, timeZone, weekStart, ignored],
  )
}
