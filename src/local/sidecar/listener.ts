import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Listens on `port` of `host` and hands each request to `serve`; idle connections live longer than clients' pools. */
export async function listenOn(
  { port, host }: { port: number; host: string },
  serve: Parameters<typeof createServer>[1],
): Promise<{ server: Server; port: number }> {
  const server = createServer({ keepAliveTimeout: 75_000, requestTimeout: 0, headersTimeout: 30_000 }, serve)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      resolve()
    })
  })
  return { server, port: (server.address() as AddressInfo).port }
}
