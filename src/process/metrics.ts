import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { type LabelOf, type MetricName, type MetricOf, metricCatalogue } from '../domain/metric-catalogue.ts'

export type Metrics = {
  registry: Registry
  /** One served request; `route` is the route's pattern, never the path itself, to bound the number of series. */
  observeRequest(labels: { method: string; route: string; status: number }, seconds: number): void
  /** A metric of the catalogue, made with its first use. */
  counter<N extends MetricOf<'counter'>>(name: N): Counter<LabelOf<N>>
  histogram<N extends MetricOf<'histogram'>>(name: N): Histogram<LabelOf<N>>
  /**
   * `collect` measures at every scrape; what it throws, or has not measured after three seconds, is left out of the
   * scrape, which goes on without.
   */
  gauge<N extends MetricOf<'gauge'>>(name: N, collect: (gauge: Gauge<LabelOf<N>>) => unknown): void
}

/** A registry with Node's default metrics (event loop lag included) and the HTTP requests of this process. */
export function createMetrics(app: string): Metrics {
  const registry = new Registry()
  registry.setDefaultLabels({ app })
  collectDefaultMetrics({ register: registry })
  const counters = new Map<MetricName, Counter>()
  const histograms = new Map<MetricName, Histogram>()
  const metrics: Metrics = {
    registry,
    observeRequest(labels, seconds) {
      metrics.counter('http_requests_total').inc(labels)
      metrics.histogram('http_request_duration_seconds').observe(labels, seconds)
    },
    counter: (name) => known(counters, name, () => new Counter(configuration(name, registry))),
    histogram: (name) => {
      const buckets = [...metricCatalogue[name].buckets]
      return known(histograms, name, () => new Histogram({ ...configuration(name, registry), buckets }))
    },
    gauge(name, collect) {
      registry.removeSingleMetric(name)
      const { labelNames, ...rest } = configuration(name, registry)
      new Gauge({
        ...rest,
        labelNames,
        async collect() {
          try {
            await Promise.race([collect(this), tooLong()])
          } catch {
            // What cannot be measured now must not look like the last value for ever, nor like nought.
            this.reset()
            if (labelNames.length === 0) this.remove()
          }
        },
      })
    },
  }
  return metrics
}

/** A scrape is given up after ten seconds, with everything in it: a broker that is away must not hide the rest. */
const measuringLimitMs = 3_000

function tooLong(): Promise<never> {
  const signal = AbortSignal.timeout(measuringLimitMs)
  return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason), { once: true }))
}

function configuration(name: MetricName, registry: Registry) {
  const { help, labels } = metricCatalogue[name]
  return { name, help, labelNames: [...labels], registers: [registry] }
}

function known<T>(made: Map<MetricName, T>, name: MetricName, make: () => T): T {
  const metric = made.get(name) ?? make()
  made.set(name, metric)
  return metric
}
