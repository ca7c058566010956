import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { probes } from '../domain/topology.ts'
import type { Metrics } from './metrics.ts'

type ScrapeSettings = { METRICS_PORT?: number | undefined; APP_HOST: string }

/** Listens for scrapes where the environment names a port for them. */
export async function openForScrapes(
  metrics: Metrics,
  { METRICS_PORT: port, APP_HOST }: ScrapeSettings,
): Promise<void> {
  if (port !== undefined) await listenForScrapes(metrics, { port, hostname: APP_HOST })
}

type Options = { port: number; hostname?: string | undefined }

/**
 * Serves the metrics alone, on a port of their own: who may scrape need not reach the app, and who reaches the app does
 * not see them. Resolves when it listens.
 */
export async function listenForScrapes({ registry }: Metrics, { port, hostname }: Options): Promise<MetricsListener> {
  const server = createServer(async (request, response) => {
    if (request.url !== probes.metrics) return void response.writeHead(404).end()
    try {
      const text = await registry.metrics()
      response.writeHead(200, { 'content-type': registry.contentType }).end(text)
    } catch {
      response.writeHead(500).end()
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, hostname, resolve)
  })
  // It must not keep a process alive whose work is done.
  server.unref()
  return { port: (server.address() as AddressInfo).port, server, close: () => void server.closeAllConnections() }
}

export type MetricsListener = { port: number; server: Server; close(): void }
