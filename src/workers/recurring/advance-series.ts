import { nextAfterCompletion, occurrenceAt } from '../../domain/recurrence/series.ts'
import type { EventHandler } from '../runtime/worker.ts'

/**
 * The next occurrence after a completion; null ends the series. Computed from the event alone, so that a repeat asks
 * for the same; whether the completion still stands is `server`'s to judge.
 */
export const afterCompletion: EventHandler<'task.completed'> = async (event, { sidecar }) => {
  const { userId, taskId, completedAt, series } = event.data
  if (series === null) return
  const { seriesId, recurrence, occurrence } = series
  const next = nextAfterCompletion({ recurrence, occurrence, completedAt })
  const cause = { kind: 'completed', completedAt } as const
  const request = { userId, eventId: event.id, taskId, seriesId, cause, recurrence, next }
  await sidecar.invoke('advanceSeries', request)
}

/** Passes over an occurrence still open when the next came up; where there is no next one, it stays. */
export const afterMissed: EventHandler<'occurrence.missed'> = async (event, { sidecar, log }) => {
  const { userId, taskId, version, missedAt, series } = event.data
  if (series === null) return
  const { seriesId, recurrence, occurrence, reminders } = series
  const next = occurrenceAt({ recurrence, occurrence, now: missedAt, ...(reminders && { reminders }) })
  if (next === null) {
    log.warn({ seriesId, eventId: event.id }, 'missed occurrence without a next one')
    return
  }
  const cause = { kind: 'missed', version } as const
  const request = { userId, eventId: event.id, taskId, seriesId, cause, recurrence, next }
  await sidecar.invoke('advanceSeries', request)
}
