import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AppId } from '../../../domain/topology.ts'

/** One request to a sidecar; `app` is the app whose sidecar was asked. */
export type Exchange = {
  app: AppId
  request: IncomingMessage
  response: ServerResponse
  method: string
  /** As it was sent: not decoded, without the query. */
  path: string
  query: URLSearchParams
}

/** Daprd's body limit for its own routes; invocation streams and has none here. */
const maxBodyBytes = 16 * 1_048_576

export class BodyTooLarge extends Error {}

export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    chunks.push(chunk)
    size += chunk.length
    if (size > maxBodyBytes) throw new BodyTooLarge()
  }
  return Buffer.concat(chunks)
}

/** The JSON value of a request's body; undefined where it is none. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const body = await readBody(request)
  try {
    return JSON.parse(body.toString())
  } catch {
    return undefined
  }
}

export function sendJson(response: ServerResponse, status: number, value: unknown): void {
  sendText(response, { status, body: JSON.stringify(value), headers: { 'content-type': 'application/json' } })
}

type TextAnswer = { status: number; body: string; headers: Record<string, string> }

export function sendText(response: ServerResponse, { status, body, headers }: TextAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) }).end(body)
}

export function sendEmpty(response: ServerResponse): void {
  response.writeHead(204).end()
}

/** An error as daprd words it. */
export function sendError(
  response: ServerResponse,
  status: number,
  error: { errorCode: string; message: string },
): void {
  sendJson(response, status, error)
}

/** Metadata given as `metadata.<name>` in the query. */
export function queryMetadata(query: URLSearchParams): Map<string, string> {
  const prefix = 'metadata.'
  return new Map(
    [...query].filter(([name]) => name.startsWith(prefix)).map(([name, value]) => [name.slice(prefix.length), value]),
  )
}
