import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

export type Metrics = {
  registry: Registry
  /** One served request; `route` is the route's pattern, never the path itself, to bound the number of series. */
  observeRequest(labels: { method: string; route: string; status: number }, seconds: number): void
}

/** A registry with Node's default metrics (event loop lag included) and the HTTP requests of this process. */
export function createMetrics(app: string): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ app })
  collectDefaultMetrics({ register: registry })
  const labelNames = ['method', 'route', 'status'] as const
  const requests = new Counter({
    name: 'http_requests_total',
    help: 'Requests served.',
    labelNames,
    registers: [registry],
  })
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time until the response began.',
    labelNames,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  return {
    registry,
    observeRequest(labels, seconds) {
      requests.inc(labels)
      durations.observe(labels, seconds)
    },
  }
}
