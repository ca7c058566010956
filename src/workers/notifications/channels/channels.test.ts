import { createDecipheriv, createECDH, createHmac, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { SMTPServer } from 'smtp-server'
import { afterEach, describe, expect, test } from 'vitest'
import type { Answer, OutboundRequest } from '../outbound/outbound.ts'
import { emailSender } from './email.ts'
import { outcomeOf } from './outcome-of.ts'
import { pushSender } from './push.ts'
import { webhookSender } from './webhook.ts'

/** An outbound that keeps what is posted. */
function recording(answer: Answer = { status: 201, retryAfter: undefined }) {
  const posted: OutboundRequest[] = []
  return {
    posted,
    outbound: async (request: OutboundRequest) => {
      posted.push(request)
      return answer
    },
  }
}

describe('what an answer means', () => {
  const answered = (status: number, retryAfter?: string) =>
    outcomeOf({ status, retryAfter }, [404, 410], Date.parse('2026-11-23T09:00:00Z'))

  test('success, absence, too large and everything else', () => {
    expect(answered(200)).toEqual({ outcome: 'delivered' })
    expect(answered(410)).toMatchObject({ outcome: 'gone' })
    expect(answered(413)).toMatchObject({ outcome: 'refused' })
    expect(answered(302)).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('redirect') })
    expect(answered(500)).toEqual({ outcome: 'failed', detail: 'It answered 500.' })
    expect(outcomeOf({ problem: 'It refused the connection.' }, [])).toEqual({
      outcome: 'failed',
      detail: 'It refused the connection.',
    })
  })

  test('what was asked for is waited for, a day at most', () => {
    expect(answered(429, '120')).toMatchObject({ retryAfterSeconds: 120 })
    expect(answered(503, 'Mon, 23 Nov 2026 09:01:00 GMT')).toMatchObject({ retryAfterSeconds: 60 })
    expect(answered(503, '99999999')).toMatchObject({ retryAfterSeconds: 86_400 })
    expect(answered(503, 'soon')).not.toHaveProperty('retryAfterSeconds')
  })
})

describe('web push', () => {
  const device = createECDH('prime256v1')
  const devicePublic = device.generateKeys()
  const auth = randomBytes(16)
  const ours = createECDH('prime256v1')
  const publicKey = ours.generateKeys('base64url')
  const secrets: Record<string, string> = {
    'web-push-public-key': publicKey,
    'web-push-private-key': ours.getPrivateKey('base64url'),
  }
  const message = {
    channel: 'push' as const,
    endpoint: 'https://push.example.org/send/abc',
    keys: { p256dh: devicePublic.toString('base64url'), auth: auth.toString('base64url') },
    payload: JSON.stringify({ title: 'Call mum ☎', tag: 'x' }),
    topic: 'abc',
    subject: 'https://todo.example.org',
  }

  /** What the device makes of it: RFC 8291 over RFC 8188, done by hand. */
  function decrypt(body: Buffer): string {
    const salt = body.subarray(0, 16)
    const senderKey = body.subarray(21, 21 + body.readUInt8(20))
    const content = body.subarray(21 + senderKey.length)
    const info = Buffer.concat([Buffer.from('WebPush: info\0'), devicePublic, senderKey])
    const ikm = Buffer.from(hkdfSync('sha256', device.computeSecret(senderKey), auth, info, 32))
    const derive = (label: string, length: number) =>
      Buffer.from(hkdfSync('sha256', ikm, salt, Buffer.from(`Content-Encoding: ${label}\0`), length))
    const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
    decipher.setAuthTag(content.subarray(-16))
    const plain = Buffer.concat([decipher.update(content.subarray(0, -16)), decipher.final()])
    return plain.subarray(0, plain.lastIndexOf(2)).toString()
  }

  test('only the device can read it, and the push service knows whose it is', async () => {
    const { posted, outbound } = recording()
    expect(await pushSender(outbound)(message, async (name) => secrets[name] ?? '')).toEqual({ outcome: 'delivered' })
    const [sent] = posted
    expect(sent?.url).toBe(message.endpoint)
    expect(decrypt(Buffer.from(sent?.body ?? ''))).toBe(message.payload)
    expect(sent?.headers).toMatchObject({
      TTL: '86400',
      Urgency: 'high',
      Topic: 'abc',
      'Content-Encoding': 'aes128gcm',
    })
    const [, jwt = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(sent?.headers.Authorization ?? '') ?? []
    expect(key).toBe(publicKey)
    const [head, claims, signature = ''] = jwt.split('.')
    const point = Buffer.from(publicKey, 'base64url')
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    }
    const verifying = { key: createPublicKey({ key: jwk, format: 'jwk' }), dsaEncoding: 'ieee-p1363' as const }
    expect(verify('sha256', Buffer.from(`${head}.${claims}`), verifying, Buffer.from(signature, 'base64url'))).toBe(
      true,
    )
    expect(JSON.parse(Buffer.from(claims ?? '', 'base64url').toString())).toMatchObject({
      aud: 'https://push.example.org',
      sub: message.subject,
    })
  })

  test.each([404, 410])('a device that is gone (%i) is told as gone', async (status) => {
    const { outbound } = recording({ status, retryAfter: undefined })
    expect(await pushSender(outbound)(message, async (name) => secrets[name] ?? '')).toMatchObject({ outcome: 'gone' })
  })
})

test('a webhook is signed as Standard Webhooks has it, and a repeat is known by its id', async () => {
  const { posted, outbound } = recording()
  const key = randomBytes(24)
  const message = {
    channel: 'webhook' as const,
    url: 'https://x.example/hook',
    secret: `whsec_${key.toString('base64')}`,
    id: 'msg-1',
    body: '{"a":1}',
  }
  const send = webhookSender(outbound, () => 1_795_000_000_000)
  await send(message, async () => '')
  const [sent] = posted
  const expected = createHmac('sha256', key).update('msg-1.1795000000.{"a":1}').digest('base64')
  expect(sent?.headers).toMatchObject({
    'webhook-id': 'msg-1',
    'webhook-timestamp': '1795000000',
    'webhook-signature': `v1,${expected}`,
  })
  expect(sent?.body).toBe(message.body)
})

describe('e-mail', () => {
  let server: SMTPServer | undefined
  afterEach(() => new Promise<void>((resolve) => (server ? server.close(() => resolve()) : resolve())))

  /** A mail server that keeps what it takes; `refuse`: its answer to every recipient. */
  async function mailServer(refuse?: { responseCode: number }) {
    const mails: { from: string; to: string; text: string }[] = []
    server = new SMTPServer({
      disabledCommands: ['STARTTLS'],
      authOptional: true,
      onAuth: ({ username, password }, _, done) =>
        password === 'right' ? done(null, { user: username }) : done(new Error('no')),
      onRcptTo: (_address, _session, done) =>
        done(refuse ? Object.assign(new Error('mum@example.org is full'), refuse) : null),
      onData: async (stream, { envelope }, done) => {
        let text = ''
        for await (const chunk of stream.pipe(new PassThrough())) text += String(chunk)
        const from = envelope.mailFrom === false ? '' : envelope.mailFrom.address
        mails.push({ from, to: envelope.rcptTo.map(({ address }) => address).join(), text })
        done()
      },
    })
    const listening = server
    await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
    const address = listening.server.address()
    const port = typeof address === 'object' ? address?.port : 0
    return { mails, url: (user = '') => `smtp://${user}127.0.0.1:${port}` }
  }

  const mail = {
    channel: 'email' as const,
    to: 'mum@example.org',
    subject: 'Reminder: Grüße',
    text: 'plain words',
    html: '<p>words</p>',
    messageId: '<delivery-1@todo.example.org>',
    unsubscribe: 'https://todo.example.org/api/unsubscribe?token=t',
  }
  const send = (url: string, message = mail) => emailSender('Tasks <tasks@example.org>')(message, async () => url)

  test('arrives as text and HTML, with a stable id and a way out', async () => {
    const { mails, url } = await mailServer()
    expect(await send(url('tasks:right@'))).toEqual({ outcome: 'delivered' })
    const [taken] = mails
    expect(taken).toMatchObject({ from: 'tasks@example.org', to: 'mum@example.org' })
    for (const part of [
      'Message-ID: <delivery-1@todo.example.org>',
      'List-Unsubscribe: <https://todo.example.org/api/unsubscribe?token=t>',
      'List-Unsubscribe-Post: List-Unsubscribe=One-Click',
      'Auto-Submitted: auto-generated',
      'plain words',
      '<p>words</p>',
    ])
      expect(taken?.text).toContain(part)
  })

  test('refusals tell what kind they are, and no address', async () => {
    const forGood = await send((await mailServer({ responseCode: 550 })).url())
    expect(forGood).toEqual({ outcome: 'refused', detail: 'The mail server refused it for good (550).' })
    server?.close()
    const forNow = await send((await mailServer({ responseCode: 451 })).url())
    expect(forNow).toEqual({ outcome: 'failed', detail: 'The mail server put it off (451).' })
    server?.close()
    const { url } = await mailServer()
    expect(await send(url('tasks:wrong@'))).toEqual({
      outcome: 'failed',
      detail: 'The mail server refused this server’s password.',
    })
    expect(await send('smtp://127.0.0.1:1')).toEqual({
      outcome: 'failed',
      detail: 'The mail server could not be reached.',
    })
  })

  test('a header cannot be slipped in by a title', async () => {
    const { mails, url } = await mailServer()
    await send(url(), { ...mail, subject: 'x\r\nBcc: everybody@example.org' })
    expect(mails[0]?.to).toBe('mum@example.org')
    expect(mails[0]?.text).not.toMatch(/^Bcc:/m)
  })

  test('without a mail server it is refused in words', async () => {
    expect(await emailSender(undefined)(mail, async () => '')).toMatchObject({ outcome: 'refused' })
  })
})
