import { createHash, createPublicKey, createVerify } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createSigner } from '../../infra/platform/oke/credentials/sign.ts'
import { askOracle } from './client.ts'

const pem = readFileSync(
  new URL('../../infra/platform/oke/credentials/testdata/published-key.pem', import.meta.url),
  'utf8',
)
const signer = createSigner('tenancy/user/fingerprint', pem)

/** What Oracle does with a request: builds the text that must have been signed, and verifies. */
function genuine(request: IncomingMessage, body: string): boolean {
  const authorization = request.headers.authorization ?? ''
  const field = (name: string) => new RegExp(`${name}="([^"]+)"`).exec(authorization)?.[1] ?? ''
  const target = `${request.method?.toLowerCase()} ${request.url}`
  const lines = field('headers')
    .split(' ')
    .map((name) => `${name}: ${name === '(request-target)' ? target : request.headers[name]}`)
  const digest = request.headers['x-content-sha256']
  if (body !== '' && digest !== createHash('sha256').update(body).digest('base64')) return false
  return createVerify('RSA-SHA256').update(lines.join('\n')).verify(createPublicKey(pem), field('signature'), 'base64')
}

let server: Server
let url: string
let answer = { status: 200, body: '{}' }

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      if (genuine(request, body)) response.writeHead(answer.status).end(answer.body)
      else response.writeHead(401).end('{"code":"NotAuthenticated","message":"The signature is wrong."}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => new Promise((resolve) => server.close(resolve)))

describe('a signed request', () => {
  test('is taken for genuine, with and without a body', async () => {
    answer = { status: 200, body: '{"value":"namespace"}' }
    expect(await askOracle(signer, { method: 'GET', url: `${url}/n/?compartmentId=a%20b` })).toEqual({
      value: 'namespace',
    })
    expect(await askOracle(signer, { method: 'POST', url: `${url}/b/`, body: { name: 'ü' } })).toEqual({
      value: 'namespace',
    })
  })

  test('of another key is not', async () => {
    const other = createSigner(
      'x',
      (await import('node:crypto'))
        .generateKeyPairSync('rsa', { modulusLength: 2048 })
        .privateKey.export({ type: 'pkcs8', format: 'pem' })
        .toString(),
    )
    await expect(askOracle(other, { method: 'GET', url })).rejects.toThrow(
      'Compare ~/.oci/config with the API keys of your profile',
    )
  })
})

test.each([
  [404, { code: 'BucketNotFound', message: 'no' }, undefined],
  [404, { code: 'NotAuthorizedOrNotFound', message: 'no' }, 'an administrator of the tenancy may'],
  [400, { code: 'LimitExceeded', message: 'full' }, 'npm run doctor -- --stack oke'],
  [400, { code: 'QuotaExceeded', message: 'full' }, 'set allowPaid'],
  [500, { code: 'InternalError', message: 'Out of host capacity.' }, 'it goes on where it stopped'],
  [503, { code: '', message: '' }, 'Try again in a minute.'],
])('%i %o', async (status, body, expected) => {
  answer = { status, body: JSON.stringify(body) }
  const asked = askOracle(signer, { method: 'GET', url })
  if (expected === undefined) expect(await asked).toBeUndefined()
  else await expect(asked).rejects.toThrow(expected)
})
