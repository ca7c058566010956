import { Agent, request } from 'node:http'

export type AppCall = {
  port: number
  method?: 'POST' | 'GET'
  path: string
  body: string
  headers: Record<string, string>
  timeoutMs: number
  signal?: AbortSignal
}

export type AppAnswer = { status: number; body: string }

const agent = new Agent({ keepAlive: true, maxFreeSockets: 256 })
const maxAnswerBytes = 1_048_576

/** Calls a local app; rejects with the connection's error, or after `timeoutMs`. */
export function callApp({
  port,
  method = 'POST',
  path,
  body,
  headers,
  timeoutMs,
  signal,
}: AppCall): Promise<AppAnswer> {
  return new Promise((resolve, reject) => {
    const length = { 'content-length': String(Buffer.byteLength(body)) }
    const call = request({ host: '127.0.0.1', port, method, path, agent, headers: { ...headers, ...length }, signal })
    const timer = setTimeout(() => call.destroy(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs)
    call.on('error', reject)
    call.once('close', () => {
      clearTimeout(timer)
      reject(new Error('connection closed before the answer was complete'))
    })
    call.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
        if (text.length > maxAnswerBytes) call.destroy(new Error('answer too large'))
      })
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body: text }))
      response.on('error', reject)
    })
    call.end(body)
  })
}

/** Whether a call failed because nothing listens there. */
export function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED'
}
