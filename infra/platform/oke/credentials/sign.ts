import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto'

/** Oracle's request signatures, version 1 (draft-cavage-http-signatures-08, RSA-SHA256). */

export type Signer = {
  /** `<tenancy>/<user>/<fingerprint>` */
  keyId: string
  privateKey: KeyObject
}

export type SignableRequest = {
  method: 'GET' | 'DELETE' | 'POST' | 'PUT' | 'HEAD'
  url: URL
  /** An HTTP date, at most five minutes off. */
  date: string
  /** Sent with its SHA-256, type and length under signature. */
  body?: string
}

/** @throws RangeError where `pem` is no private key, or is encrypted and `passphrase` does not open it */
export function createSigner(keyId: string, pem: string, passphrase?: string): Signer {
  try {
    const privateKey = createPrivateKey({ key: pem, ...(passphrase === undefined ? {} : { passphrase }) })
    return { keyId, privateKey }
  } catch (cause) {
    throw new RangeError('The API key cannot be read: key_file must be its private part, pass_phrase must open it.', {
      cause,
    })
  }
}

/** The headers that authenticate `request`: date, authorization, and with a body its type, length and digest. */
export function signedHeaders({ keyId, privateKey }: Signer, request: SignableRequest): Record<string, string> {
  const { method, url, date, body } = request
  const headers: Record<string, string> = { date }
  const target = `${method.toLowerCase()} ${url.pathname}${url.search}`
  const lines = [`date: ${date}`, `(request-target): ${target}`, `host: ${url.host}`]
  const names = ['date', '(request-target)', 'host']
  for (const [name, value] of Object.entries(body === undefined ? {} : bodyHeaders(body))) {
    headers[name] = value
    lines.push(`${name}: ${value}`)
    names.push(name)
  }
  const signature = sign('RSA-SHA256', Buffer.from(lines.join('\n')), privateKey).toString('base64')
  headers.authorization = `Signature version="1",headers="${names.join(' ')}",keyId="${keyId}",algorithm="rsa-sha256",signature="${signature}"`
  return headers
}

function bodyHeaders(body: string): Record<string, string> {
  return {
    'content-length': String(Buffer.byteLength(body)),
    'content-type': 'application/json',
    'x-content-sha256': createHash('sha256').update(body).digest('base64'),
  }
}
