import type { Metrics } from '../process/metrics.ts'
import type { ObserveCall } from './api/context.ts'
import type { ObserveModel } from './chat/model/model-planner.ts'
import type { Database } from './database/client.ts'
import type { BrokerWakeUps } from './live/broker-wake-ups.ts'
import type { LiveHub } from './live/live-hub.ts'
import type { ObserveTool } from './mcp/call-tool.ts'
import type { EventState } from './operations/event-state.ts'

export type ServerMetrics = {
  observeCall: ObserveCall
  /** Seconds after its time that a reminder came to be delivered. */
  observeLateness(seconds: number): void
  observeModel: ObserveModel
  observeTool: ObserveTool
  /** Measures these at every scrape. */
  watch(sources: Sources): void
}

type Sources = {
  live: Pick<LiveHub, 'clients'>
  /** Undefined where the sidecar tells of updates. */
  wakeUps: Pick<BrokerWakeUps, 'isReading'> | undefined
  database: Pick<Database, 'connections'> & { system: Pick<Database['system'], 'outboxBacklog'> }
  events: EventState
}

/** What the server measures besides its HTTP requests. */
export function createServerMetrics(metrics: Metrics): ServerMetrics {
  const calls = metrics.counter('rpc_calls_total')
  const durations = metrics.histogram('rpc_call_duration_seconds')
  const modelRequests = metrics.counter('llm_requests_total')
  const modelTokens = metrics.counter('llm_tokens_total')
  const toolCalls = metrics.counter('mcp_calls_total')
  const lateness = metrics.histogram('reminder_lateness_seconds')
  return {
    observeCall({ procedure, outcome, seconds }) {
      calls.inc({ procedure, outcome })
      durations.observe({ procedure }, seconds)
    },
    observeLateness: (seconds) => lateness.observe(seconds),
    observeModel({ outcome, inputTokens, outputTokens }) {
      modelRequests.inc({ outcome })
      modelTokens.inc({ direction: 'input' }, inputTokens)
      modelTokens.inc({ direction: 'output' }, outputTokens)
    },
    observeTool: (call) => toolCalls.inc(call),
    watch(sources) {
      watchLiveUpdates(metrics, sources)
      watchDatabase(metrics, sources)
      watchEvents(metrics, sources)
    },
  }
}

function watchLiveUpdates(metrics: Metrics, { live, wakeUps }: Sources): void {
  metrics.gauge('live_clients', (gauge) => gauge.set(live.clients()))
  if (wakeUps !== undefined) metrics.gauge('live_broker_reading', (gauge) => gauge.set(wakeUps.isReading() ? 1 : 0))
}

function watchDatabase(metrics: Metrics, { database }: Sources): void {
  metrics.gauge('outbox_depth', async (gauge) => gauge.set((await database.system.outboxBacklog()).depth))
  metrics.gauge('outbox_oldest_seconds', async (gauge) =>
    gauge.set((await database.system.outboxBacklog()).oldestSeconds),
  )
  metrics.gauge('database_connections', (gauge) => {
    for (const { pool, ...states } of database.connections())
      for (const [state, count] of Object.entries(states)) gauge.set({ pool, state }, count)
  })
}

function watchEvents(metrics: Metrics, { events }: Sources): void {
  metrics.gauge('event_lag', async (gauge) => {
    for (const { topic, consumer, lag } of await events.consumers()) gauge.set({ topic, consumer }, lag)
  })
  metrics.gauge('dead_letters', async (gauge) => {
    for (const { topic, count } of await events.deadLetterCounts()) gauge.set({ topic }, count)
  })
}
