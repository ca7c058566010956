import { useMemo } from 'react'
import { useSettings } from '../shell/me.ts'
import type { Reader } from './instant-words.ts'
import { useNow } from './use-now.ts'

/** The signed-in user's zone and clock at the present instant. */
export function useReader(): Reader {
  const { timeZone, hourCycle, locale } = useSettings()
  const now = useNow()
  return useMemo(() => ({ timeZone, hourCycle, locale, now }), [timeZone, hourCycle, locale, now])
}
