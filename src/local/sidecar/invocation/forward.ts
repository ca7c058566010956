import { Agent, type ClientRequest, type IncomingMessage, request as openRequest } from 'node:http'
import type { AppId } from '../../../domain/topology.ts'
import { type Exchange, sendError } from '../api/exchange.ts'
import { isAbsent } from '../app-client.ts'
import type { Replicas } from '../replicas.ts'
import { headersToApp, headersToCaller } from './headers.ts'

// No time-outs: an event stream may be silent for long.
const agent = new Agent({ keepAlive: true, maxFreeSockets: 256 })

type Target = {
  caller: AppId
  callee: string
  pathAndQuery: string
  replicas: Replicas
  appApiToken: string | undefined
}

let turn = 0

/**
 * Passes a request on and its answer back, both streaming as they come. The caller going away cancels the call; an
 * answer that breaks off breaks off for the caller too. A replica that is not there is skipped.
 */
export async function forward({ request, response }: Exchange, target: Target): Promise<void> {
  turn += 1
  let failure: unknown = new Error('no replica')
  for (const port of target.replicas.order(turn)) {
    try {
      await forwardTo(port, { request, response }, target)
      return
    } catch (error) {
      failure = error
      if (!isAbsent(error)) break
    }
  }
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const message = `fail to invoke, id: ${target.callee}, err: ${failure instanceof Error ? failure.message : 'unknown'}`
  sendError(response, 500, { errorCode: 'ERR_DIRECT_INVOKE', message })
}

/** Rejects when the app could not be reached or broke off; with a refused connection nothing of the body is used up. */
function forwardTo(
  port: number,
  { request, response }: Pick<Exchange, 'request' | 'response'>,
  target: Target,
): Promise<void> {
  const { caller, callee, pathAndQuery, appApiToken } = target
  const call = openRequest({
    host: '127.0.0.1',
    port,
    agent,
    method: request.method,
    path: pathAndQuery,
    headers: headersToApp(request, { caller, callee, port, appApiToken }),
  })
  return new Promise((resolve, reject) => {
    response.once('close', () => {
      if (!response.writableFinished) call.destroy()
      resolve()
    })
    call.on('error', reject)
    call.once('response', (answer) => relay(answer, response, reject))
    whenConnected(call, () => request.pipe(call))
  })
}

function relay(answer: IncomingMessage, response: Exchange['response'], reject: (error: Error) => void): void {
  answer.on('error', reject)
  response.writeHead(answer.statusCode ?? 502, headersToCaller(answer))
  response.flushHeaders()
  answer.pipe(response)
}

function whenConnected(call: ClientRequest, then: () => void): void {
  call.once('socket', (socket) => {
    if (socket.connecting) socket.once('connect', then)
    else then()
  })
}
