import { type AppEvent, type EventType, envelopeSchema, parseEvent } from '../../domain/events.ts'
import type { Log } from '../../process/log.ts'
import type { Metrics } from '../../process/metrics.ts'
import { inTrace } from '../../process/trace.ts'
import type { ObserveEvent } from './observe-events.ts'
import type { Patience } from './patience.ts'
import { type Verdict, verdictOn } from './verdict.ts'
import type { EventHandler, Worker, WorkerSidecar } from './worker.ts'

type Handling = {
  worker: Worker
  sidecar: WorkerSidecar
  log: Log
  patience: Patience
  metrics: Metrics
  observe: ObserveEvent
}

/** As `judge`, measured. */
export async function handleEnvelope(envelope: unknown, handling: Handling): Promise<Verdict> {
  const start = performance.now()
  const { type, verdict } = await judge(envelope, handling)
  handling.observe(type, verdict, (performance.now() - start) / 1_000)
  return verdict
}

type Judged = { type: EventType | 'malformed'; verdict: Verdict }

/** Parses an envelope, has its type's handler do the work and says what the sidecar is to do with it. Never rejects. */
async function judge(envelope: unknown, handling: Handling): Promise<Judged> {
  const parsed = parseEvent(envelope)
  if (!parsed.ok) {
    handling.log.error({ reason: parsed.reason.slice(0, 300) }, 'malformed event given to the dead letters')
    return { type: 'malformed', verdict: 'DROP' }
  }
  const { event } = parsed
  return inTrace(envelopeSchema.parse(envelope).traceparent, () => handleEvent(event, handling))
}

async function handleEvent(event: AppEvent, { worker, sidecar, log, patience, metrics }: Handling): Promise<Judged> {
  const { type } = event
  const handler = worker.handlers[event.type] as EventHandler<EventType> | undefined
  if (handler === undefined) return { type, verdict: 'SUCCESS' }
  try {
    await handler(event, { sidecar, log, metrics })
    patience.forget(event.id)
    // The last of the lines by which a request is followed: its trace id began in the browser's call.
    log.info(describe(event), 'event handled')
    return { type, verdict: 'SUCCESS' }
  } catch (error) {
    const wanted = verdictOn(error)
    const verdict = wanted === 'RETRY' && patience.isOver(event.id) ? 'DROP' : wanted
    const line = { err: error, verdict, ...describe(event) }
    if (verdict === 'DROP') log.error(line, 'event given to the dead letters')
    else log.warn(line, 'event not handled, it will come again')
    return { type, verdict }
  }
}

function describe(event: AppEvent): { event: string; eventId: string; userId: string } {
  return { event: event.type, eventId: event.id, userId: event.data.userId }
}
