import { detectedTimeZone, sameZone } from '../time/detected-zone.ts'
import { lazily } from '../ui/lazily.tsx'
import { useSettings } from './me.ts'

const ZoneDifference = lazily(() => import('./zone-difference.tsx').then((module) => module.ZoneDifference))

/** Compares the user's time zone with the browser's. */
export function ZoneDetection() {
  const { timeZone } = useSettings()
  const here = detectedTimeZone()
  return sameZone(here, timeZone) ? null : <ZoneDifference key={here} here={here} />
}
