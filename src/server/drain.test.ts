import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { createTestServer, testOrigin } from './testing/create-test-server.ts'
import { waitUntil } from './testing/wait-until.ts'

it('draining cuts streams so that their clients resume elsewhere, and publishes what was committed', async () => {
  const server = await createTestServer()
  const signIn = await fetch(`${server.url}/api/auth/sign-in/anonymous`, {
    method: 'POST',
    body: '{}',
    headers: { 'content-type': 'application/json', origin: testOrigin },
  })
  const cookie = signIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const response = await fetch(`${server.url}/api/trpc/live.updates`, {
    headers: { cookie, accept: 'text/event-stream' },
  })
  let received = ''
  const ended = (async () => {
    const decoder = new TextDecoder()
    for await (const chunk of response.body ?? []) received += decoder.decode(chunk, { stream: true })
  })()
  await waitUntil(() => received.includes('"ready"'))
  const user = await server.createUser()
  await user.api.tasks.create({ mutationId: randomUUID(), task: { title: 'Just before' } })
  const start = performance.now()
  await server.close()
  expect(performance.now() - start).toBeLessThan(5_000)
  // `return` would tell the client that there is no more to come.
  await ended
  expect(received).not.toContain('event: return')
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
  expect(server.sidecar.of('task.created', user.id)).toHaveLength(1)
})
