import { createHash, randomBytes } from 'node:crypto'
import { request as openRequest } from 'node:http'
import { expect, test, vi } from 'vitest'
import { type Contract, callSidecar } from './target.ts'

const patience = { timeout: 30_000, interval: 10 }

/** Service invocation: both addresses, headers, streaming both ways, cancellation, access rules. */
export function invocationContract(contract: () => Contract): void {
  const throughWeb = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers)
    headers.set('dapr-app-id', 'server')
    return callSidecar(contract(), 'web', path, { ...init, headers })
  }
  const servers = () => [contract().apps.server, contract().apps.secondServer]
  const serve = (path: string, handler: Parameters<Contract['apps']['server']['serve']>[1]) => {
    for (const server of servers()) server.serve(path, handler)
  }

  test('method, query, body, status and headers pass, several Set-Cookie apart', async () => {
    serve('/api/echo', async (request, response) => {
      let body = ''
      for await (const chunk of request) body += chunk
      response.writeHead(418, { 'set-cookie': ['a=1; Path=/', 'b=2; Path=/'], 'x-answer': 'yes' })
      response.end(JSON.stringify({ method: request.method, url: request.url, body, headers: request.headers }))
    })
    const response = await throughWeb('/api/echo?a=1&b=%2F%20x', {
      method: 'PUT',
      body: 'hello',
      headers: { 'x-asked': 'yes', cookie: 'c=3' },
    })
    expect(response.status).toBe(418)
    expect(response.headers.getSetCookie()).toEqual(['a=1; Path=/', 'b=2; Path=/'])
    expect(response.headers.get('x-answer')).toBe('yes')
    const seen = await response.json()
    expect(seen).toMatchObject({ method: 'PUT', url: '/api/echo?a=1&b=%2F%20x', body: 'hello' })
    expect(seen.headers).toMatchObject({
      'x-asked': 'yes',
      cookie: 'c=3',
      'dapr-api-token': contract().target.appApiToken('server'),
    })
  })

  test('a caller cannot pass its own token on, nor claim to be another', async () => {
    serve('/api/seen', (request, response) => response.end(JSON.stringify(request.headers)))
    const seen = await (await throughWeb('/api/seen', { headers: { 'dapr-caller-app-id': 'notifications' } })).json()
    // What it claims is passed on beside the truth: whoever takes only a single known name believes neither.
    expect(seen['dapr-caller-app-id'].split(', ').sort()).toEqual(['notifications', 'web'])
    expect(JSON.stringify(seen)).not.toContain(contract().target.daprApiToken('web'))
  })

  test('server-sent events pass one by one, not gathered', async () => {
    const next = Promise.withResolvers<() => void>()
    serve('/api/events', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-transform' })
      response.write('data: 1\n\n')
      next.resolve(() => response.end('data: 2\n\n'))
    })
    const response = await throughWeb('/api/events')
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
    // The second is not sent before the first was read.
    expect((await reader?.read())?.value).toBe('data: 1\n\n')
    const sendSecond = await next.promise
    sendSecond()
    expect((await reader?.read())?.value).toBe('data: 2\n\n')
    expect((await reader?.read())?.done).toBe(true)
  })

  test('the called app learns that the caller went away', async () => {
    const begun = Promise.withResolvers<void>()
    const gone = Promise.withResolvers<void>()
    serve('/api/endless', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: 1\n\n')
      response.once('close', () => gone.resolve())
      begun.resolve()
    })
    const abort = new AbortController()
    const response = await throughWeb('/api/endless', { signal: abort.signal })
    await begun.promise
    expect(response.status).toBe(200)
    abort.abort()
    await gone.promise
  })

  test.each([
    ['of known length', { 'content-length': '1000' }],
    ['in chunks', {}],
  ])('an answer %s that breaks off ends for the caller, though it may look complete', async (_, headers) => {
    serve('/api/broken', (_, response) => {
      response.writeHead(200, headers)
      response.write('only this', () => response.destroy())
    })
    const whole = throughWeb('/api/broken').then((response) => response.text())
    // Daprd closes the answer as if it were whole: what must be whole has to say so itself, as JSON does.
    expect(await whole.catch(() => 'broken off')).toMatch(/^(broken off|only this)$/)
  })

  test('bodies over 4 MB pass both ways unchanged', async () => {
    const body = randomBytes(9_000_000)
    serve('/api/large', (request, response) => {
      response.writeHead(200, { 'content-type': 'application/octet-stream' })
      request.pipe(response)
    })
    const response = await throughWeb('/api/large', { method: 'POST', body })
    const digest = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')
    expect(digest(new Uint8Array(await response.arrayBuffer()))).toBe(digest(body))
  })

  test('the request body streams too: its first part arrives before its last was sent', async () => {
    const first = Promise.withResolvers<string>()
    serve('/api/upload', (request, response) => {
      request.once('data', (chunk) => first.resolve(String(chunk)))
      request.on('end', () => response.end('done')).resume()
    })
    const { target } = contract()
    const call = openRequest({
      host: '127.0.0.1',
      port: target.port('web'),
      method: 'POST',
      path: '/api/upload',
      headers: { 'dapr-app-id': 'server', 'dapr-api-token': target.daprApiToken('web') },
    })
    const answered = new Promise<number | undefined>((resolve) =>
      call.once('response', (answer) => resolve(answer.resume().statusCode)),
    )
    call.write('one')
    expect(await first.promise).toBe('one')
    call.end('two')
    expect(await answered).toBe(200)
  })

  test('workers reach the routes made for them, and only those', async () => {
    const invoke = (app: 'web' | 'notifications' | 'recurring', path: string) =>
      callSidecar(contract(), app, `/v1.0/invoke/server/method${path}`, { method: 'POST', body: '{}' }).then(
        ({ status }) => status,
      )
    expect(await invoke('notifications', '/internal/reminders/plan')).toBe(200)
    expect(await invoke('recurring', '/internal/series/advance')).toBe(200)
    expect(await invoke('recurring', '/internal/reminders/plan')).toBe(403)
    expect(await invoke('notifications', '/api/trpc/task.list')).toBe(403)
    expect(await invoke('web', '/internal/series/advance')).toBe(403)
    expect(await invoke('web', '/reminder-sweep')).toBe(403)
    expect(await invoke('web', '/api/trpc/task.list')).toBe(200)
  })

  test.each([
    '/api/../internal/series/advance',
    '/api/%2e%2e/internal/series/advance',
    '/api//../internal/series/advance',
    '/healthz',
  ])('web cannot reach %s', async (path) => {
    const { target } = contract()
    // By hand: fetch would tidy the path up before sending it.
    const headers = { 'dapr-app-id': 'server', 'dapr-api-token': target.daprApiToken('web') }
    const status = await new Promise((resolve, reject) => {
      const call = openRequest({ host: '127.0.0.1', port: target.port('web'), method: 'POST', path, headers })
      call.once('response', (answer) => resolve(answer.resume().statusCode)).once('error', reject)
      call.end()
    })
    expect([403, 404]).toContain(status)
    for (const server of servers()) expect(server.callsTo('/internal/series/advance')).toHaveLength(0)
  })

  test('an app that is not there, or is not known, is an error and not a wait', async () => {
    const { web } = contract().apps
    const toWeb = await callSidecar(contract(), 'server', '/v1.0/invoke/nobody/method/x')
    expect(toWeb.status).toBeGreaterThanOrEqual(400)
    expect(web.calls).toHaveLength(0)
    for (const server of servers()) await server.shut()
    try {
      const response = await throughWeb('/api/trpc/task.list')
      expect(response.status).toBe(500)
      expect(await response.json()).toMatchObject({ errorCode: 'ERR_DIRECT_INVOKE' })
    } finally {
      for (const server of servers()) await server.open()
    }
    await vi.waitFor(async () => expect((await throughWeb('/api/trpc/task.list')).status).toBe(200), patience)
  })
}

/** Opens a stream that stays silent for `silenceMs` after its first event; resolves with all it brought. */
export async function silentStream(contract: Contract, silenceMs: number): Promise<string> {
  for (const app of [contract.apps.server, contract.apps.secondServer]) {
    app.serve('/api/silence', (_, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: before\n\n')
      setTimeout(() => response.end('data: after\n\n'), silenceMs)
    })
  }
  const response = await callSidecar(contract, 'web', '/api/silence', { headers: { 'dapr-app-id': 'server' } })
  return response.text()
}
