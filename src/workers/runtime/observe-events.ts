import type { EventType } from '../../domain/events.ts'
import type { Metrics } from '../../process/metrics.ts'
import type { Verdict } from './verdict.ts'
import type { Worker } from './worker.ts'

/** `type` is `malformed` where the event could not even be read. */
export type ObserveEvent = (type: EventType | 'malformed', outcome: Verdict, seconds: number) => void

/** Counts what becomes of events. Each kind begins at nought, so that the first one dropped shows as a rise. */
export function observeEvents({ handlers }: Pick<Worker, 'handlers'>, metrics: Metrics): ObserveEvent {
  const handled = metrics.counter('events_handled_total')
  const durations = metrics.histogram('event_handling_seconds')
  for (const type of [...Object.keys(handlers), 'malformed'])
    for (const outcome of ['success', 'retry', 'drop']) handled.inc({ type, outcome }, 0)
  return (type, outcome, seconds) => {
    handled.inc({ type, outcome: outcome.toLowerCase() })
    durations.observe({ type }, seconds)
  }
}
