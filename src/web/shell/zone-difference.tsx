import { useEffect, useRef } from 'react'
import { useSaveSettings } from '../settings/use-save-settings.ts'
import { detectedHourCycle, detectedLocale } from '../time/detected-zone.ts'
import { useToasts } from '../ui/toasts.ts'
import { useSettings } from './me.ts'

/** The zone of users who have never chosen one. */
const defaultZone = 'UTC'
const toldKey = 'zone-difference-told'

/** Takes over the browser's zone at the first visit; later tells, once for each new zone, that it differs. */
export function ZoneDifference({ here }: { here: string }) {
  const { timeZone } = useSettings()
  const save = useSaveSettings()
  const toasts = useToasts()
  const done = useRef(false)
  useEffect(() => {
    if (done.current) return
    done.current = true
    if (timeZone === defaultZone) {
      void save({ timeZone: here, hourCycle: detectedHourCycle(), locale: detectedLocale() })
      return
    }
    if (localStorage.getItem(toldKey) === here) return
    localStorage.setItem(toldKey, here)
    toasts.show({
      tone: 'problem',
      text: `This device is in ${here}, your times are shown for ${timeZone}.`,
      actions: [{ label: `Use ${here}`, run: () => void save({ timeZone: here }) }],
    })
  }, [here, timeZone, save, toasts])
  return null
}
