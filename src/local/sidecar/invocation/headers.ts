import type { IncomingMessage } from 'node:http'
import { hostname } from 'node:os'
import type { AppId } from '../../../domain/topology.ts'
import { nextTraceparent } from '../../../process/trace.ts'

const hopByHop = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])
// A caller id that the caller claims is passed on beside the true one, as daprd does.
const replaced = new Set(['host', 'expect', 'dapr-app-id', 'dapr-api-token', 'dapr-callee-app-id'])
const hostAddress = '127.0.0.1'
const host = hostname()

/** Name and value pairs, without those that concern only this hop. */
function endToEnd(message: IncomingMessage): [string, string][] {
  const named = new Set((message.headers.connection ?? '').toLowerCase().split(/\s*,\s*/))
  const pairs: [string, string][] = []
  for (let index = 0; index + 1 < message.rawHeaders.length; index += 2) {
    const name = message.rawHeaders[index] ?? ''
    const lower = name.toLowerCase()
    if (!hopByHop.has(lower) && !named.has(lower)) pairs.push([name, message.rawHeaders[index + 1] ?? ''])
  }
  return pairs
}

type Hop = { caller: AppId; callee: string; port: number; appApiToken: string | undefined }

/** Headers for the called app: the caller's, its own sidecar's marks, and forwarding headers extended as by daprd. */
export function headersToApp(request: IncomingMessage, { caller, callee, port, appApiToken }: Hop): string[] {
  const passed = endToEnd(request).filter(
    ([name]) => !replaced.has(name.toLowerCase()) && name.toLowerCase() !== 'traceparent',
  )
  const incoming = request.headers.traceparent
  const chunked = request.headers['transfer-encoding'] !== undefined
  return [
    ...passed.flat(),
    ...['host', `${hostAddress}:${port}`],
    ...['dapr-caller-app-id', caller, 'dapr-callee-app-id', callee],
    ...['x-forwarded-for', hostAddress, 'x-forwarded-host', host],
    ...['forwarded', `for=${hostAddress};by=${hostAddress};host=${host}`],
    ...['traceparent', nextTraceparent(typeof incoming === 'string' ? incoming : undefined)],
    ...(appApiToken === undefined ? [] : ['dapr-api-token', appApiToken]),
    ...(chunked ? ['transfer-encoding', 'chunked'] : []),
  ]
}

/** Headers for the caller, every Set-Cookie apart. */
export function headersToCaller(answer: IncomingMessage): string[] {
  return endToEnd(answer).flat()
}
