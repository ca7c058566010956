import { randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import type { AppEvent } from '../../domain/events.ts'
import { createLog } from '../log.ts'
import { createSidecar } from './create-sidecar.ts'

// A sidecar that misbehaves; how the client gets on with one that behaves is the contract suite's matter.
async function against(serve: (request: IncomingMessage, response: ServerResponse) => void) {
  const server = createServer((request, response) => {
    if (request.url === '/v1.0/metadata') response.end('{"id":"server"}')
    else request.resume().once('end', () => serve(request, response))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const log = createLog({ app: 'server', level: 'error', destination: { write: () => {} } })
  return createSidecar({ port: (server.address() as AddressInfo).port, log, timeoutMs: 200 })
}

const json = (response: ServerResponse, status: number, value: unknown) =>
  response.writeHead(status).end(JSON.stringify(value))
const event = (): AppEvent => ({
  type: 'notification.changed',
  id: randomUUID(),
  data: { userId: randomUUID(), seq: 1 },
})
const request = {
  userId: randomUUID(),
  eventId: 'e',
  reminders: [{ id: randomUUID(), fireAt: '2026-11-23T09:00:00Z' }],
}
const unavailable = { code: 'unavailable' }

test('no call resolves when the sidecar fails', async () => {
  const sidecar = await against((_, response) => json(response, 500, { errorCode: 'ERR' }))
  await expect(sidecar.publish(event())).rejects.toMatchObject(unavailable)
  await expect(sidecar.publishBulk('task-updates', [event()])).rejects.toMatchObject(unavailable)
  await expect(sidecar.invoke('planReminders', request)).rejects.toMatchObject(unavailable)
  await expect(sidecar.getState('k')).rejects.toMatchObject(unavailable)
  await expect(sidecar.saveState('k', 1)).rejects.toMatchObject(unavailable)
  await expect(sidecar.deleteState('k')).rejects.toMatchObject(unavailable)
  await expect(sidecar.getSecret('s')).rejects.toMatchObject(unavailable)
  await expect(sidecar.check(AbortSignal.timeout(1_000))).rejects.toMatchObject(unavailable)
})

test('no call waits for ever', async () => {
  const sidecar = await against(() => {})
  await expect(sidecar.publish(event())).rejects.toMatchObject(unavailable)
  await expect(sidecar.publishBulk('task-updates', [event()])).rejects.toMatchObject(unavailable)
  await expect(sidecar.invoke('planReminders', request)).rejects.toMatchObject(unavailable)
  await expect(sidecar.saveState('k', 1)).rejects.toMatchObject(unavailable)
  await expect(sidecar.getSecret('s')).rejects.toMatchObject(unavailable)
})

test('a partly failed batch names the events that were not taken', async () => {
  const sidecar = await against((_, response) =>
    json(response, 500, { failedEntries: [{ entryId: '1', error: 'full' }] }),
  )
  const events = [event(), event(), event()]
  expect(await sidecar.publishBulk('task-updates', events)).toEqual([{ id: events[1]?.id, reason: 'full' }])
})

test('nothing to publish asks nobody', async () => {
  const sidecar = await against((_, response) => json(response, 500, {}))
  expect(await sidecar.publishBulk('task-updates', [])).toEqual([])
})

test('an invoked app’s own error comes back as it was', async () => {
  const sidecar = await against((_, response) => json(response, 412, { code: 'limit_reached', message: 'Enough.' }))
  await expect(sidecar.invoke('planReminders', request)).rejects.toMatchObject({
    code: 'limit_reached',
    userMessage: 'Enough.',
  })
})

test('request and response of an invocation are held to their schemas', async () => {
  const sidecar = await against((_, response) => json(response, 200, { deliveries: 'many' }))
  await expect(sidecar.invoke('planReminders', request)).rejects.toMatchObject({ code: 'internal' })
  await expect(sidecar.invoke('planReminders', { ...request, userId: 'x' })).rejects.toMatchObject({
    code: 'invalid_input',
  })
})

test('a secret is taken by its name or as the only key', async () => {
  expect(await (await against((_, response) => json(response, 200, { a: '1', b: '2' }))).getSecret('b')).toBe('2')
  expect(await (await against((_, response) => json(response, 200, { value: '1' }))).getSecret('b')).toBe('1')
  const several = await against((_, response) => json(response, 200, { a: '1', c: '2' }))
  await expect(several.getSecret('b')).rejects.toMatchObject(unavailable)
})

test('a secret that cannot be had is named with the reason that the sidecar gives', async () => {
  const message = 'failed getting secret with key auth-secret from secret store secrets: secret auth-secret not found'
  const sidecar = await against((_, response) => json(response, 500, { errorCode: 'ERR_SECRET_GET', message }))
  await expect(sidecar.getSecret('auth-secret')).rejects.toMatchObject({
    code: 'unavailable',
    cause: { message: `no secret auth-secret from the store secrets: ${message}` },
  })
})

test('waiting for readiness ends when it is there, or when it is called off', async () => {
  let asked = 0
  const sidecar = await against((_, response) => response.writeHead(asked++ < 2 ? 500 : 204).end())
  await sidecar.waitUntilReady(AbortSignal.timeout(10_000))
  expect(asked).toBe(3)
  const never = await against((_, response) => response.writeHead(500).end())
  await expect(never.waitUntilReady(AbortSignal.timeout(300))).rejects.toMatchObject({ name: 'TimeoutError' })
})
