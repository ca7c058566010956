import { Agent, request } from 'node:http'
import { type LoadRequest, makeRequest, type Scenario } from './scenarios.ts'

/** A process of its own that keeps a number of connections busy and counts what comes back. */

export type LoadOrder = { scenario: Scenario; port: number; connections: number; seconds: number }
export type LoadResult = {
  requests: number
  seconds: number
  errors: number
  /** What the first error said. */
  firstError: string | null
  /** Milliseconds of each request. */
  latencies: number[]
  /** Bytes of all answers. */
  bytes: number
}

const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

async function run({ scenario, port, connections, seconds }: LoadOrder): Promise<LoadResult> {
  const result: LoadResult = { requests: 0, seconds: 0, errors: 0, firstError: null, latencies: [], bytes: 0 }
  const start = performance.now()
  const end = start + seconds * 1_000
  await Promise.all(
    Array.from({ length: connections }, async (_, connection) => {
      while (performance.now() < end) {
        const sentAt = performance.now()
        const answer = await send(port, makeRequest(scenario, connection)).catch((error: Error) => ({
          status: 0,
          body: Buffer.from(error.message),
        }))
        result.latencies.push(performance.now() - sentAt)
        result.requests++
        result.bytes += answer.body.length
        if (answer.status === 200) continue
        result.errors++
        result.firstError ??= `${answer.status} ${answer.body.toString().slice(0, 300)}`
      }
    }),
  )
  result.seconds = (performance.now() - start) / 1_000
  return result
}

function send(port: number, { method, path, headers, body }: LoadRequest): Promise<{ status: number; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const outgoing = request({ agent, host: '127.0.0.1', port, method, path, headers: { ...headers, ...length } })
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', reject)
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }))
    })
    outgoing.end(body)
  })
}

process.on('message', async (order: LoadOrder) => process.send?.(await run(order)))
process.once('disconnect', () => process.exit())
