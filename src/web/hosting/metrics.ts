import { subscribe } from 'node:diagnostics_channel'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { measureReadiness } from '../../process/http-app.ts'
import { createMetrics, type Metrics } from '../../process/metrics.ts'
import { openForScrapes } from '../../process/metrics-listener.ts'
import { webConfiguration } from './configuration.ts'
import { sidecarAnswers } from './sidecar-answers.ts'

// The bundler may load this module more than once; the default metrics must be collected by one registry only.
const holder = globalThis as { todoWebMetrics?: Metrics }

/** Measures this process and opens the port it is scraped on, which is not the one that browsers reach. */
export async function startWebMetrics(): Promise<void> {
  if (holder.todoWebMetrics !== undefined) return
  const metrics = createMetrics('web')
  holder.todoWebMetrics = metrics
  measureReadiness(metrics, [
    {
      name: 'sidecar',
      check: async () => {
        if (!(await sidecarAnswers())) throw new Error('the sidecar does not answer')
      },
    },
  ])
  observeServer(metrics)
  await openForScrapes(metrics, webConfiguration())
}

type Exchange = { request: IncomingMessage; response: ServerResponse }

/** Next's server has no place for it, so it is Node's own that tells. */
function observeServer(metrics: Metrics): void {
  const begun = new WeakMap<IncomingMessage, number>()
  subscribe('http.server.request.start', (message) => {
    begun.set((message as Exchange).request, performance.now())
  })
  subscribe('http.server.response.finish', (message) => {
    const { request, response } = message as Exchange
    const start = begun.get(request)
    const route = routeOf(request.url ?? '')
    // A stream lasts as long as its page is open, and scrapes are no requests of anybody's.
    if (start === undefined || route === undefined || isStream(response)) return
    const labels = { method: request.method ?? 'GET', route, status: response.statusCode }
    metrics.observeRequest(labels, (performance.now() - start) / 1_000)
  })
}

const isStream = (response: ServerResponse): boolean =>
  String(response.getHeader('content-type') ?? '').startsWith('text/event-stream')

/** One of few names for a path; undefined for what is not counted. */
export function routeOf(url: string): string | undefined {
  const path = url.split('?', 1)[0] ?? ''
  if (path === '/metrics' || path === '/healthz' || path === '/readyz') return undefined
  if (path.startsWith('/api/')) return '/api/*'
  if (path.startsWith('/_next/')) return '/_next/*'
  return '/*'
}
