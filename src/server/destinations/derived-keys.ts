import { createHmac, timingSafeEqual } from 'node:crypto'

/** What is made from the installation's secret and a destination's id, so that none of it has to be kept. */
export type DerivedKeys = {
  /** What signs a webhook's messages, as Standard Webhooks writes it. */
  webhookSecret(destinationId: string): string
  /** Six digits that confirm an address; `until` (ms) tells one asking from the next. */
  code(destinationId: string, until: number): string
  /** Lets whoever holds it turn this destination off, and nothing else. */
  unsubscribeToken(target: Unsubscription): string
  /** What a token is for; null where it is none of ours. */
  readUnsubscribeToken(token: string): Unsubscription | null
}

export type Unsubscription = { userId: string; destinationId: string }

export function createDerivedKeys(secret: string): DerivedKeys {
  const derive = (purpose: string, of: string) => createHmac('sha256', secret).update(`${purpose}\0${of}`).digest()
  const sign = (ids: Buffer) => derive('unsubscribe', ids.toString('hex')).subarray(0, 16)
  return {
    webhookSecret: (id) => `whsec_${derive('webhook', id).toString('base64')}`,
    code: (id, until) => String(derive('confirm', `${id}\0${until}`).readUInt32BE(0) % 1_000_000).padStart(6, '0'),
    unsubscribeToken({ userId, destinationId }) {
      const ids = Buffer.from((userId + destinationId).replaceAll('-', ''), 'hex')
      return Buffer.concat([ids, sign(ids)]).toString('base64url')
    },
    readUnsubscribeToken(token) {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length !== 48) return null
      const ids = bytes.subarray(0, 32)
      if (!timingSafeEqual(sign(ids), bytes.subarray(32))) return null
      return { userId: uuidOf(ids.subarray(0, 16)), destinationId: uuidOf(ids.subarray(16)) }
    },
  }
}

const uuidOf = (bytes: Buffer): string =>
  bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
