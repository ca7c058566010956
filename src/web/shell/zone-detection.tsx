'use client'

import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { defaultZone } from '../settings/default-zone.ts'
import { useSaveSettings } from '../settings/use-save-settings.ts'
import { detectedHourCycle, detectedTimeZone, sameZone } from '../time/detected-zone.ts'
import { useToasts } from '../ui/toasts.ts'
import { useSettings } from './me.ts'

const toldKey = 'zone-difference-told'

/** Takes over the browser's zone at the first visit; later tells, once for each new zone, when it differs. */
export function ZoneDetection() {
  const { timeZone } = useSettings()
  const cache = useQueryClient()
  const save = useSaveSettings()
  const toasts = useToasts()
  const done = useRef(false)
  useEffect(() => {
    const here = detectedTimeZone()
    if (done.current || sameZone(here, timeZone)) return
    done.current = true
    if (timeZone === defaultZone) {
      void save({ timeZone: here, hourCycle: detectedHourCycle() })
      return
    }
    if (localStorage.getItem(toldKey) === here) return
    localStorage.setItem(toldKey, here)
    toasts.show({
      tone: 'problem',
      text: `This device is in ${here}, your times are shown for ${timeZone}.`,
      action: { label: `Use ${here}`, run: () => void save({ timeZone: here }).then(() => cache.invalidateQueries()) },
    })
  }, [timeZone, save, toasts, cache])
  return null
}
