import { Counter, Gauge, Histogram } from 'prom-client'
import type { Metrics } from '../process/metrics.ts'
import type { ObserveCall } from './api/context.ts'
import type { SystemCalls } from './database/system-calls.ts'
import type { BrokerWakeUps } from './live/broker-wake-ups.ts'
import type { LiveHub } from './live/live-hub.ts'

export type ServerMetrics = {
  observeCall: ObserveCall
  /** Seconds after its time that a reminder came to be delivered. */
  observeLateness(seconds: number): void
  /** Measures these at every scrape. */
  watch(sources: Sources): void
}

type Sources = {
  live: Pick<LiveHub, 'clients'>
  /** Undefined where the sidecar tells of updates. */
  wakeUps: Pick<BrokerWakeUps, 'isReading'> | undefined
  system: Pick<SystemCalls, 'outboxBacklog'>
}

/** What the server measures besides its HTTP requests. */
export function createServerMetrics({ registry }: Metrics): ServerMetrics {
  const registers = [registry]
  const calls = new Counter({
    name: 'rpc_calls_total',
    help: 'Calls of procedures by outcome: ok, or the error code.',
    labelNames: ['procedure', 'outcome'],
    registers,
  })
  const durations = new Histogram({
    name: 'rpc_call_duration_seconds',
    help: 'Duration of calls.',
    labelNames: ['procedure'],
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  })
  const lateness = new Histogram({
    name: 'reminder_lateness_seconds',
    help: 'How long after its time a reminder came to be delivered.',
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 300, 3_600, 86_400],
    registers,
  })
  return {
    observeCall({ procedure, outcome, seconds }) {
      calls.inc({ procedure, outcome })
      durations.observe({ procedure }, seconds)
    },
    observeLateness: (seconds) => lateness.observe(seconds),
    watch({ live, wakeUps, system }) {
      new Gauge({
        name: 'live_clients',
        help: 'Open streams of live updates.',
        registers,
        collect() {
          this.set(live.clients())
        },
      })
      if (wakeUps !== undefined)
        new Gauge({
          name: 'live_broker_reading',
          help: 'Whether live updates of other replicas are read from the broker (1), or looked for now and then (0).',
          registers,
          collect() {
            this.set(wakeUps.isReading() ? 1 : 0)
          },
        })
      const age = new Gauge({ name: 'outbox_oldest_seconds', help: 'Age of the oldest unpublished event.', registers })
      new Gauge({
        name: 'outbox_depth',
        help: 'Events not published yet.',
        registers,
        async collect() {
          // While the database is not available the last numbers stay.
          const backlog = await system.outboxBacklog().catch(() => null)
          if (backlog === null) return
          this.set(backlog.depth)
          age.set(backlog.oldestSeconds)
        },
      })
    },
  }
}
