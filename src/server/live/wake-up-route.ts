import type { MiddlewareHandler } from 'hono'
import { parseEvent } from '../../domain/events.ts'
import { wakeUp } from '../../domain/topology.ts'
import type { HttpApp } from '../../process/http-app.ts'
import type { Log } from '../../process/log.ts'
import type { SettingsStore } from '../settings/settings-store.ts'
import type { LiveHub } from './live-hub.ts'

type WakeUp = { live: Pick<LiveHub, 'wake'>; settings: Pick<SettingsStore, 'forget'>; log: Log }

/** Takes the broadcast of task-updates: every replica hears of every user's changes, and looks up what they were. */
export function mountWakeUp(app: HttpApp, guard: MiddlewareHandler, { live, settings, log }: WakeUp): void {
  app.post(wakeUp.route, guard, async (context) => {
    const parsed = parseEvent(await context.req.json().catch(() => undefined))
    if (!parsed.ok) {
      log.warn({ reason: parsed.reason }, 'wake-up dropped')
      return context.json({ status: 'DROP' })
    }
    const { type, data } = parsed.event
    if (type === 'settings.changed') settings.forget(data.userId)
    live.wake(data.userId)
    return context.json({ status: 'SUCCESS' })
  })
}
