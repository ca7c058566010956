import { z } from 'zod'
import type { Subscription } from '../../../domain/topology.ts'
import { type AppAnswer, callApp, isAbsent } from '../app-client.ts'
import type { Replicas } from '../replicas.ts'
import type { Message } from './message-log.ts'

/**
 * What became of one attempt. `absent`: nothing listens there. `busy`: the app cannot serve now (503). Neither says
 * anything about the event, so neither counts; daprd with app health checks stops delivering likewise.
 */
export type Outcome =
  | { kind: 'done' }
  | { kind: 'dropped' }
  | { kind: 'refused' }
  | { kind: 'absent' }
  | { kind: 'busy' }
  | { kind: 'failed'; reason: string }

const answerSchema = z.object({ status: z.string().default('') })

/** Daprd's reading of a handler's answer. */
export function outcomeOf({ status, body }: AppAnswer): Outcome {
  if (status === 404) return { kind: 'refused' }
  if (status === 503) return { kind: 'busy' }
  if (status < 200 || status > 299) return { kind: 'failed', reason: `status ${status}` }
  const answer = answerSchema.safeParse(parse(body))
  const verdict = answer.success ? answer.data.status : ''
  if (verdict === '' || verdict === 'SUCCESS') return { kind: 'done' }
  if (verdict === 'DROP') return { kind: 'dropped' }
  return { kind: 'failed', reason: verdict === 'RETRY' ? 'RETRY' : 'unknown verdict' }
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

type Attempt = {
  message: Message
  subscription: Subscription
  replicas: Replicas
  appApiToken: string | undefined
  timeoutMs: number
  signal: AbortSignal
}

/** Delivers a message once, to the replica its partition belongs to or, if that is not there, to another. */
export async function attemptDelivery(attempt: Attempt): Promise<Outcome> {
  const { message, subscription, replicas, timeoutMs, signal } = attempt
  const traceparent = /"traceparent":"([^"]+)"/.exec(message.envelope)?.[1]
  const headers = {
    'content-type': 'application/cloudevents+json',
    ...(traceparent && { traceparent }),
    ...(attempt.appApiToken && { 'dapr-api-token': attempt.appApiToken }),
  }
  for (const port of replicas.order(message.partition)) {
    try {
      const call = { port, path: subscription.route, body: message.envelope, headers, timeoutMs, signal }
      return outcomeOf(await callApp(call))
    } catch (error) {
      if (!isAbsent(error)) return { kind: 'failed', reason: error instanceof Error ? error.message : 'no answer' }
    }
  }
  return { kind: 'absent' }
}
