import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** How the endpoint answers one request. */
export type Behaviour = (response: ServerResponse) => void | Promise<void>
export type Asked = { path: string; authorization: string | undefined; body: Record<string, unknown> }

/** An OpenAI-compatible endpoint on this machine: it answers as a test has it, and keeps what it was asked. */
export async function startFakeEndpoint() {
  const asked: Asked[] = []
  let behaviour: Behaviour = says('Hello.')
  const server = createServer(async (request, response) => {
    const body = JSON.parse((await textOf(request)) || '{}')
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization, body })
    await behaviour(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    asked,
    answer(next: Behaviour) {
      behaviour = next
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text
}

type Delta = Record<string, unknown>
const chunk = (delta: Delta, finish: string | null = null) => ({
  id: 'chat-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'fake',
  choices: [{ index: 0, delta, finish_reason: finish }],
})

export const usage = { prompt_tokens: 1_000, completion_tokens: 200, total_tokens: 1_200 }

function begin(response: ServerResponse): (event: unknown) => void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  return (event) => void response.write(`data: ${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
}

function finish(response: ServerResponse, send: (event: unknown) => void, reason: string): void {
  send(chunk({}, reason))
  send({ ...chunk({}), choices: [], usage })
  send('[DONE]')
  response.end()
}

/** Words, a piece at a time. */
export const says =
  (...pieces: string[]): Behaviour =>
  (response) => {
    const send = begin(response)
    for (const content of pieces) send(chunk({ role: 'assistant', content }))
    finish(response, send, 'stop')
  }

/** Tool calls, their arguments in two pieces each, after some words. */
export const calls =
  (list: readonly { name: string; input: unknown }[], words = ''): Behaviour =>
  (response) => {
    const send = begin(response)
    if (words !== '') send(chunk({ role: 'assistant', content: words }))
    for (const [index, { name, input }] of list.entries()) {
      const text = typeof input === 'string' ? input : JSON.stringify(input)
      const half = Math.ceil(text.length / 2)
      const call = { index, id: `call-${index}`, type: 'function' }
      send(chunk({ tool_calls: [{ ...call, function: { name, arguments: text.slice(0, half) } }] }))
      send(chunk({ tool_calls: [{ index, function: { arguments: text.slice(half) } }] }))
    }
    finish(response, send, 'tool_calls')
  }

export const status =
  (code: number, body = '{"error":{"message":"no"}}', headers: Record<string, string> = {}): Behaviour =>
  (response) => {
    response.writeHead(code, { 'content-type': 'application/json', ...headers }).end(body)
  }

/** Takes the request and never answers. */
export const silence: Behaviour = () => {}

/** Begins an answer, and the connection breaks. */
export const half =
  (words: string): Behaviour =>
  (response) => {
    begin(response)(chunk({ role: 'assistant', content: words }))
    setImmediate(() => response.destroy())
  }

/** Writes for as long as anybody reads. */
export const flood: Behaviour = async (response) => {
  const send = begin(response)
  while (!response.destroyed) {
    send(chunk({ role: 'assistant', content: 'x'.repeat(10_000) }))
    await new Promise((resolve) => setImmediate(resolve))
  }
}
