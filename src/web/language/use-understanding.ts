import { useEffect, useMemo, useState } from 'react'
import type { Plan, TextRange } from '../../domain/language/plan.ts'
import { useSettings } from '../shell/me.ts'
import { useNow } from '../time/use-now.ts'

type Understand = typeof import('../../domain/language/understand.ts').understand

/** The parser, fetched once it is `wanted`, so that a page that is only read does not wait for it; null until then. */
export function useUnderstand(wanted: boolean): Understand | null {
  const [understand, setUnderstand] = useState<Understand | null>(null)
  const due = wanted && understand === null
  useEffect(() => {
    if (!due) return
    let gone = false
    import('../../domain/language/understand.ts').then(
      (module) => !gone && setUnderstand(() => module.understand),
      // Highlighting is a help, not the message: without it everything works.
      () => {},
    )
    return () => {
      gone = true
    }
  }, [due])
  return understand
}

/** What the server's parser will make of a text, while it is typed; null until there is one. */
export function useUnderstanding(text: string, ignored: readonly TextRange[]): Plan | null {
  const understand = useUnderstand(text !== '')
  const { timeZone, weekStart, locale } = useSettings()
  const now = useNow()
  return useMemo(
    () =>
      understand === null || text.trim() === ''
        ? null
        : understand(text, { now, timeZone, weekStart, locale, ignored }),
    [understand, text, now, timeZone, weekStart, locale, ignored],
  )
}
