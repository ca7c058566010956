import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { AppError } from '../../domain/errors.ts'
import { subscriptions } from '../../domain/topology.ts'
import { createMetrics } from '../../process/metrics.ts'
import { fakeSidecar, quietLog } from '../testing/fake-sidecar.ts'
import { defineWorker, type EventHandlers } from './worker.ts'
import { createWorkerApp } from './worker-app.ts'

const token = 'the-token-of-the-app'
const data = { userId: randomUUID(), seq: 1, reminders: [{ id: randomUUID(), fireAt: '2026-11-23T09:00:00Z' }] }
const envelope = JSON.stringify({ id: 'e', type: 'reminder.due', specversion: '1.0', source: 'server', data })

function start(handlers: EventHandlers, check = async () => {}) {
  const app = createWorkerApp(defineWorker('notifications', handlers), {
    sidecar: { ...fakeSidecar({}).sidecar, check },
    log: quietLog,
    metrics: createMetrics('notifications'),
    appApiToken: token,
  })
  const post = async (path: string, body: string, headers: HeadersInit = { 'dapr-api-token': token }) => {
    const response = await app.request(path, { method: 'POST', body, headers })
    return [response.status, await response.json()]
  }
  return { app, post }
}

test('it serves every route that the topology subscribes it to', async () => {
  const { post } = start({})
  const routes = subscriptions.filter(({ app }) => app === 'notifications').map(({ route }) => route)
  expect(routes).toEqual(['/events/reminders', '/events/deliveries'])
  for (const route of routes) expect(await post(route, envelope)).toEqual([200, { status: 'SUCCESS' }])
})

test('verdicts are answered as Dapr expects them', async () => {
  const failing = (code: 'internal' | 'unavailable') =>
    start({ 'reminder.due': () => Promise.reject(new AppError(code)) })
  expect(await failing('internal').post('/events/reminders', envelope)).toEqual([200, { status: 'RETRY' }])
  expect(await failing('unavailable').post('/events/reminders', envelope)).toEqual([503, { status: 'RETRY' }])
  expect(await start({}).post('/events/reminders', '{"broken')).toEqual([200, { status: 'DROP' }])
})

test('nobody but the sidecar is served, and what they bring is not handled', async () => {
  const { post } = start({ 'reminder.due': () => Promise.reject(new Error('reached')) })
  expect(await post('/events/reminders', envelope, {})).toMatchObject([403, { code: 'forbidden' }])
})

test('no event ever meets a 404, which would lose it', async () => {
  const { post } = start({})
  for (const path of ['/', '/events', '/events/other', '/events/reminders/']) {
    expect((await post(path, envelope))[0]).toBe(500)
  }
})

test('it is ready when its sidecar is', async () => {
  expect((await start({}).app.request('/readyz')).status).toBe(200)
  const { app } = start({}, async () => Promise.reject(new Error('no sidecar')))
  expect((await app.request('/readyz')).status).toBe(503)
  expect((await app.request('/healthz')).status).toBe(200)
})
