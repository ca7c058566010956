import { AppError } from '../../domain/errors.ts'
import { currentTrace } from '../trace.ts'

export type SidecarAddress = { port: number; apiToken?: string | undefined; host?: string; timeoutMs?: number }

export type SidecarCall = {
  method?: 'GET' | 'POST' | 'DELETE'
  path: string
  body?: unknown
  headers?: Record<string, string | undefined>
  signal?: AbortSignal | undefined
}

export type SidecarReply = { status: number; headers: Headers; text: string }

const defaultTimeoutMs = 10_000

/** Calls the sidecar's HTTP API; any answer resolves, no answer within the time-out rejects as `unavailable`. */
export function sidecarHttp({ port, apiToken, host = '127.0.0.1', timeoutMs = defaultTimeoutMs }: SidecarAddress) {
  const base = `http://${host}:${port}`
  return async ({ method = 'GET', path, body, headers, signal }: SidecarCall): Promise<SidecarReply> => {
    const all = {
      'dapr-api-token': apiToken,
      traceparent: currentTrace(),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    }
    const sent = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined)
    const timeout = AbortSignal.timeout(timeoutMs)
    try {
      const response = await fetch(base + path, {
        method,
        headers: sent,
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
      })
      return { status: response.status, headers: response.headers, text: await response.text() }
    } catch (cause) {
      if (signal?.aborted) throw signal.reason
      throw new AppError('unavailable', { cause })
    }
  }
}

/** The JSON value of a reply's text; undefined where it is none. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A reply the sidecar should not have given, as an error whose cause says where and what. */
export function unexpectedReply(what: string, { status, text }: Pick<SidecarReply, 'status' | 'text'>): AppError {
  // A sidecar's own words hold nothing of users'; what stands in quotation marks would not get into a log.
  const said = text.slice(0, 200).replaceAll('"', '')
  return new AppError('unavailable', { cause: new Error(`${what}: sidecar answered ${status} ${said}`) })
}
