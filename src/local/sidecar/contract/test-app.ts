import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Call = { method: string; path: string; headers: IncomingMessage['headers']; body: string; at: number }
export type Answer = { status?: number; body?: unknown }
type Handler = (call: Call) => Answer | Promise<Answer>

/** An app behind a sidecar: records what it is called with and answers as the test says, 200 otherwise. */
export type TestApp = {
  port: number
  calls: Call[]
  callsTo(path: string): Call[]
  /** The ids of the events delivered to `path`, in order. */
  eventIds(path: string): string[]
  /** Answers to a path (without query) from now on. */
  answer(path: string, handler: Handler): void
  /** Serves a path by hand: streams, several headers, broken answers. */
  serve(path: string, handler: (request: IncomingMessage, response: ServerResponse) => void): void
  /** Forgets answers and calls. */
  reset(): void
  /** Goes away: connections are refused until `open`. */
  shut(): Promise<void>
  open(): Promise<void>
}

/** Starts a test app on any free port of this machine. */
export async function startTestApp(): Promise<TestApp> {
  const calls: Call[] = []
  const idsByPath = new Map<string, string[]>()
  const noteEvent = (path: string, body: string) => {
    const ids = idsByPath.get(path) ?? []
    ids.push(JSON.parse(body).id)
    idsByPath.set(path, ids)
  }
  const answers = new Map<string, Handler>()
  const served = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>()
  const server = createServer(async (request, response) => {
    const path = (request.url ?? '').split('?')[0] ?? ''
    const byHand = served.get(path)
    if (byHand !== undefined) return byHand(request, response)
    const call = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: '',
      at: Date.now(),
    }
    for await (const chunk of request) call.body += chunk
    calls.push(call)
    if (call.headers['content-type'] === 'application/cloudevents+json') noteEvent(path, call.body)
    const { status = 200, body } = (await answers.get(path)?.(call)) ?? {}
    response
      .writeHead(status, { 'content-type': 'application/json' })
      .end(body === undefined ? '' : JSON.stringify(body))
  })
  const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  const callsTo = (path: string) => calls.filter((call) => call.path.split('?')[0] === path)
  return {
    port,
    calls,
    callsTo,
    eventIds: (path) => idsByPath.get(path) ?? [],
    answer: (path, handler) => answers.set(path, handler),
    serve: (path, handler) => served.set(path, handler),
    reset() {
      calls.length = 0
      idsByPath.clear()
      answers.clear()
      served.clear()
    },
    async shut() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
    open: () => listen(port),
  }
}
