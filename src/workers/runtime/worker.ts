import type { AppEvent, EventType } from '../../domain/events.ts'
import { type AppId, type Subscription, subscriptions } from '../../domain/topology.ts'
import type { Log } from '../../process/log.ts'
import type { Metrics } from '../../process/metrics.ts'
import type { Sidecar } from '../../process/sidecar/sidecar.ts'
import type { StateStore } from './leases.ts'

export type WorkerSidecar = Pick<Sidecar, 'invoke' | 'getSecret'> & StateStore

export type HandlerContext = {
  sidecar: WorkerSidecar
  /** Never give it users' text. */
  log: Log
  /** Counters of the catalogue: `metrics.counter('deliveries_total').inc({ channel, outcome })`. */
  metrics: Pick<Metrics, 'counter'>
}

export type EventOf<T extends EventType> = Extract<AppEvent, { type: T }>

/**
 * Handles one event type. Delivery is at least once and may overlap with itself: the same event can come again, later
 * or at the same moment, so its effects must rest on ids. It runs in the event's trace. Resolving acknowledges; a thrown AppError decides by its
 * verdict in the error table, anything else is tried again.
 */
export type EventHandler<T extends EventType> = (event: EventOf<T>, context: HandlerContext) => Promise<void>
export type EventHandlers = { [T in EventType]?: EventHandler<T> }

export type Worker = { app: AppId; subscriptions: readonly Subscription[]; handlers: EventHandlers }

/** A worker by its app-id: what it subscribes to is the topology's; types without handler are acknowledged unseen. */
export function defineWorker(app: AppId, handlers: EventHandlers): Worker {
  return { app, subscriptions: subscriptions.filter((subscription) => subscription.app === app), handlers }
}
