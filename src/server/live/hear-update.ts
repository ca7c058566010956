import { parseEvent } from '../../domain/events.ts'
import type { Log } from '../../process/log.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type { LiveHub } from './live-hub.ts'

export type Hearing = { live: Pick<LiveHub, 'wake'>; settings: Pick<SettingsStore, 'forget'>; log: Log }

/** Wakes the streams of the user whom an event of task-updates is about; false where `envelope` holds no event. */
export function hearUpdate(envelope: unknown, { live, settings, log }: Hearing): boolean {
  const parsed = parseEvent(envelope)
  if (!parsed.ok) {
    log.warn({ reason: parsed.reason }, 'wake-up dropped')
    return false
  }
  const { type, data } = parsed.event
  if (type === 'settings.changed') settings.forget(data.userId)
  live.wake(data.userId)
  return true
}
