import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOutbound } from './outbound.ts'
import { isPublicAddress } from './public-address.ts'

let server: Server
let port: number
const requests: { method: string; path: string; host: string; body: string }[] = []
/** How the server answers the next requests. */
let answer: { status: number; headers?: Record<string, string>; silent?: boolean; endless?: boolean } = { status: 204 }

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await textOf(request)
    requests.push({ method: request.method ?? '', path: request.url ?? '', host: request.headers.host ?? '', body })
    if (answer.silent) return
    response.writeHead(answer.status, answer.headers)
    if (!answer.endless) return void response.end()
    const more = () => void (response.destroyed || response.write('x'.repeat(65_536), more))
    more()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function textOf(request: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of request) text += String(chunk)
  return text
}

const message = { headers: { 'content-type': 'text/plain' }, body: 'hello' }
const open = createOutbound({ allowPrivate: true })

describe('what is public', () => {
  test.each([
    ...['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1'],
    ...['169.254.169.254', '168.63.129.16', '192.0.0.192', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
    ...['::', '::1', 'fe80::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', 'fec0::1', '100::1', '2001:db8::1'],
    // Forms that carry an IPv4 address: mapped, compatible, NAT64, its local prefix, 6to4, Teredo.
    ...[
      '::ffff:127.0.0.1',
      '::ffff:a9fe:a9fe',
      '::127.0.0.1',
      '64:ff9b::7f00:1',
      '64:ff9b:1::a9fe:a9fe',
      '2002:7f00:1::',
      '2001::7f00:1',
    ],
    ...['', 'localhost', '1.2.3', 'example.org'],
  ])('%s is not', (address) => expect(isPublicAddress(address)).toBe(false))

  test.each(['8.8.8.8', '1.1.1.1', '203.0.114.1', '2606:4700:4700::1111', '2a00:1450:4001::1', '::ffff:8.8.8.8'])(
    '%s is',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )

  test('no way of writing a private IPv4 address into an IPv6 one makes it public', () => {
    const octet = fc.nat(255)
    const hidden = fc.oneof(
      fc.tuple(fc.constantFrom(10, 127), octet, octet, octet),
      fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
      fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
      fc.tuple(fc.constant(100), fc.integer({ min: 64, max: 127 }), octet, octet),
    )
    fc.assert(
      fc.property(
        hidden,
        fc.constantFrom('::ffff:', '::', '64:ff9b::', '64:ff9b:1::', '2002:', '2001::'),
        (parts, prefix) => {
          const [a, b, c, d] = parts.map((part) => part.toString(16).padStart(2, '0'))
          const address = prefix === '2002:' ? `2002:${a}${b}:${c}${d}::` : `${prefix}${a}${b}:${c}${d}`
          expect(isPublicAddress(address)).toBe(false)
        },
      ),
    )
  })
})

describe('connecting', () => {
  test('posts with the host of the address, to what the name resolved to', async () => {
    const known = createOutbound({ allowPrivate: true, resolve: async () => [{ address: '127.0.0.1', family: 4 }] })
    answer = { status: 204 }
    expect(await known({ ...message, url: `http://hooks.example.org:${port}/in?x=1` })).toMatchObject({ status: 204 })
    expect(requests.at(-1)).toEqual({
      method: 'POST',
      path: '/in?x=1',
      host: `hooks.example.org:${port}`,
      body: 'hello',
    })
  })

  test.each([
    'https://127.0.0.1',
    'https://[::1]',
    'https://[::ffff:127.0.0.1]',
    'https://2130706433',
    'https://0x7f.1',
    'https://localhost',
  ])('%s is refused without a connection', async (origin) => {
    const before = requests.length
    expect(await createOutbound()({ ...message, url: `${origin}:${port}/` })).toEqual({
      problem: 'Its address is not one of the public internet, so it is not connected to.',
    })
    expect(requests).toHaveLength(before)
  })

  test('a name with one private address among public ones is refused', async () => {
    const resolve = async () => [
      { address: '8.8.8.8', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ]
    expect(await createOutbound({ resolve })({ ...message, url: 'https://hooks.example.org/' })).toMatchObject({
      problem: expect.stringContaining('not one of the public internet'),
    })
  })

  test('a name is resolved once: what it points to a moment later is not connected to', async () => {
    const asked: string[] = []
    // The first answer is judged, and connected to; any further one would be this machine.
    const resolve = async (name: string) => {
      asked.push(name)
      return [{ address: asked.length === 1 ? '203.0.114.1' : '127.0.0.1', family: 4 }]
    }
    const before = requests.length
    const rebound = createOutbound({ resolve, timeoutMs: 300 })
    expect(await rebound({ ...message, url: `https://hooks.example.org:${port}/` })).toHaveProperty('problem')
    expect(asked).toEqual(['hooks.example.org'])
    expect(requests).toHaveLength(before)
  })

  test('plain HTTP is refused', async () => {
    expect(await createOutbound()({ ...message, url: 'http://example.org/' })).toEqual({
      problem: 'It is not reached by HTTPS.',
    })
  })

  test('redirects are not followed', async () => {
    const before = requests.length
    answer = { status: 307, headers: { location: `http://127.0.0.1:${port}/inward` } }
    expect(await open({ ...message, url: `http://127.0.0.1:${port}/` })).toMatchObject({ status: 307 })
    expect(requests).toHaveLength(before + 1)
  })

  test('an answer without end is not read', async () => {
    answer = { status: 200, endless: true }
    expect(await open({ ...message, url: `http://127.0.0.1:${port}/` })).toMatchObject({ status: 200 })
  })

  test('silence, refusal and unknown names are told in plain words', async () => {
    answer = { status: 200, silent: true }
    const hasty = createOutbound({ allowPrivate: true, timeoutMs: 200 })
    expect(await hasty({ ...message, url: `http://127.0.0.1:${port}/` })).toEqual({
      problem: 'It did not answer within 0.2 seconds.',
    })
    const never = createOutbound({ allowPrivate: true, timeoutMs: 200, resolve: () => new Promise(() => {}) })
    expect(await never({ ...message, url: 'http://slow.example/' })).toEqual({
      problem: 'It did not answer within 0.2 seconds.',
    })
    expect(await open({ ...message, url: 'http://127.0.0.1:1/' })).toEqual({ problem: 'It refused the connection.' })
    const unknown = createOutbound({
      allowPrivate: true,
      resolve: () => Promise.reject(Object.assign(new Error(), { code: 'ENOTFOUND' })),
    })
    expect(await unknown({ ...message, url: 'http://nowhere.example/' })).toEqual({ problem: 'Its name is not known.' })
  })
})
