import type { AppId } from './topology.ts'

/**
 * Every metric the processes export, declared once: what they measure by, and what alerts and dashboards may ask for.
 * Node's own (`nodejs_…`, `process_…`) come with prom-client and are named in `nodeMetrics`.
 */
type MetricDefinition = {
  kind: 'counter' | 'gauge' | 'histogram'
  help: string
  /** Beside `app`, which is on each. None may hold a text of users, and each has few values. */
  labels: readonly string[]
  apps: readonly AppId[]
  buckets?: readonly number[]
}

const all = ['web', 'server', 'notifications', 'recurring'] as const
const workers = ['notifications', 'recurring'] as const
const answerBuckets = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const

export const metricCatalogue = {
  http_requests_total: {
    kind: 'counter',
    help: 'Requests served, by the pattern of their route.',
    labels: ['method', 'route', 'status'],
    apps: all,
  },
  http_request_duration_seconds: {
    kind: 'histogram',
    help: 'Time until the response began; of web, until it ended, event streams left out.',
    labels: ['method', 'route', 'status'],
    apps: all,
    buckets: answerBuckets,
  },
  ready_check: {
    kind: 'gauge',
    help: 'Whether what the process depends on answers (1) or not (0), asked at each scrape.',
    labels: ['check'],
    apps: all,
  },
  rpc_calls_total: {
    kind: 'counter',
    help: 'Calls of procedures by outcome: ok, or the error code.',
    labels: ['procedure', 'outcome'],
    apps: ['server'],
  },
  rpc_call_duration_seconds: {
    kind: 'histogram',
    help: 'Duration of calls.',
    labels: ['procedure'],
    apps: ['server'],
    buckets: answerBuckets,
  },
  outbox_depth: { kind: 'gauge', help: 'Events not published yet.', labels: [], apps: ['server'] },
  outbox_oldest_seconds: {
    kind: 'gauge',
    help: 'Age of the oldest unpublished event.',
    labels: [],
    apps: ['server'],
  },
  reminder_lateness_seconds: {
    kind: 'histogram',
    help: 'How long after its time a reminder came to be delivered.',
    labels: [],
    apps: ['server'],
    buckets: [0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1_800, 3_600, 86_400],
  },
  live_clients: { kind: 'gauge', help: 'Open streams of live updates.', labels: [], apps: ['server'] },
  live_broker_reading: {
    kind: 'gauge',
    help: 'Whether live updates of other replicas are read from the broker (1), or looked for now and then (0).',
    labels: [],
    apps: ['server'],
  },
  database_connections: {
    kind: 'gauge',
    help: 'Connections of a pool: in use, idle, or waited for.',
    labels: ['pool', 'state'],
    apps: ['server'],
  },
  event_lag: {
    kind: 'gauge',
    help: 'Events of a topic that its consumer has not handled yet.',
    labels: ['topic', 'consumer'],
    apps: ['server'],
  },
  dead_letters: {
    kind: 'gauge',
    help: 'Events of a topic that were given up and not delivered again yet.',
    labels: ['topic'],
    apps: ['server'],
  },
  llm_requests_total: {
    kind: 'counter',
    help: 'Requests to the language model: planned, answered in words, refused by the budget, or why they failed.',
    labels: ['outcome'],
    apps: ['server'],
  },
  llm_tokens_total: {
    kind: 'counter',
    help: 'Tokens that requests to the language model came to, by direction: input or output.',
    labels: ['direction'],
    apps: ['server'],
  },
  mcp_calls_total: {
    kind: 'counter',
    help: 'Calls of tools by other assistants, by outcome: ok or failed.',
    labels: ['tool', 'outcome'],
    apps: ['server'],
  },
  events_handled_total: {
    kind: 'counter',
    help: 'Events that a worker was handed, by what became of them.',
    labels: ['type', 'outcome'],
    apps: workers,
  },
  event_handling_seconds: {
    kind: 'histogram',
    help: 'Time that handling an event took.',
    labels: ['type'],
    apps: workers,
    buckets: answerBuckets,
  },
  deliveries_total: {
    kind: 'counter',
    help: 'Attempts to deliver a reminder, by channel and outcome.',
    labels: ['channel', 'outcome'],
    apps: ['notifications'],
  },
} as const satisfies Record<string, MetricDefinition>

type Catalogue = typeof metricCatalogue
export type MetricName = keyof Catalogue
export type MetricOf<K extends MetricDefinition['kind']> = {
  [N in MetricName]: Catalogue[N]['kind'] extends K ? N : never
}[MetricName]
export type LabelOf<N extends MetricName> = Catalogue[N]['labels'][number]

/** Of prom-client's own, those that alerts and dashboards use. */
export const nodeMetrics = [
  'nodejs_eventloop_lag_p99_seconds',
  'nodejs_eventloop_lag_seconds',
  'nodejs_heap_size_used_bytes',
  'process_cpu_seconds_total',
  'process_resident_memory_bytes',
  'process_start_time_seconds',
] as const

/** The names under which a metric is asked for: a histogram has three. */
export function seriesOf(name: MetricName): string[] {
  if (metricCatalogue[name].kind !== 'histogram') return [name]
  return ['bucket', 'sum', 'count'].map((part) => `${name}_${part}`)
}
