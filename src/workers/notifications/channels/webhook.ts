import { createHmac } from 'node:crypto'
import type { Outbound } from '../outbound/outbound.ts'
import { outcomeOf } from './outcome-of.ts'
import type { Sender } from './sender.ts'

/** Posts JSON, signed as Standard Webhooks has it: HMAC-SHA-256 over id, time and body. */
export function webhookSender(outbound: Outbound, now: () => number = Date.now): Sender<'webhook'> {
  return async ({ url, secret, id, body }) => {
    const timestamp = String(Math.floor(now() / 1_000))
    const headers = {
      'content-type': 'application/json',
      'user-agent': 'todo-chatbot',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature(secret, `${id}.${timestamp}.${body}`)}`,
    }
    return outcomeOf(await outbound({ url, headers, body }), [410])
  }
}

const signature = (secret: string, content: string): string =>
  createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64'))
    .update(content)
    .digest('base64')
