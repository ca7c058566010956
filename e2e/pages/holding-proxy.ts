import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Held = { message: IncomingMessage; response: ServerResponse }

/** A forward proxy that passes everything on, but keeps back requests to `path` until they are released. */
export async function holdingProxy(path: string) {
  const held: Held[] = []
  const arrival = Promise.withResolvers<void>()
  const server = createServer((message, response) => {
    if (!message.url?.includes(path)) return void passOn(message, response)
    held.push({ message, response })
    arrival.resolve()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Resolves when a request is being kept back. */
    arrived: arrival.promise,
    /** Passes on what was kept back, except what the browser has given up meanwhile; resolves to how many there were. */
    release: async (): Promise<number> => {
      const standing = held.splice(0).filter(({ response }) => !response.destroyed)
      await Promise.all(standing.map(({ message, response }) => passOn(message, response)))
      return standing.length
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

/** Resolves when the answer is through, or nobody wants it any more. */
async function passOn(message: IncomingMessage, response: ServerResponse): Promise<void> {
  const { url = '', method, headers } = message
  const onward = request(url, { method: method ?? 'GET', headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.pipe(response)
  })
  onward.on('error', () => response.destroy())
  response.on('close', () => onward.destroy())
  message.pipe(onward)
  await once(response, 'close')
}
