import webPush from 'web-push'
import type { Outbound } from '../outbound/outbound.ts'
import { outcomeOf } from './outcome-of.ts'
import type { Sender } from './sender.ts'

/** A reminder that a device could not be given for a day is in the app. */
const ttlSeconds = 86_400

/** Encrypts for the device (RFC 8291) and posts to its push service, signed by the installation's keys (RFC 8292). */
export function pushSender(outbound: Outbound): Sender<'push'> {
  return async ({ endpoint, keys, payload, topic, subject }, secret) => {
    const [publicKey, privateKey] = await Promise.all([secret('web-push-public-key'), secret('web-push-private-key')])
    const details = webPush.generateRequestDetails({ endpoint, keys }, payload, {
      vapidDetails: { subject, publicKey, privateKey },
      TTL: ttlSeconds,
      urgency: 'high',
      topic,
      contentEncoding: 'aes128gcm',
    })
    const headers = Object.fromEntries(Object.entries(details.headers).map(([name, value]) => [name, String(value)]))
    return outcomeOf(await outbound({ url: endpoint, headers, body: details.body }), [404, 410])
  }
}
