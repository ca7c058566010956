import { expect, test } from 'vitest'
import { createHttpApp } from './http-app.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { serveSchedule } from './schedule-route.ts'
import { sameSecret } from './sidecar-token.ts'

function start(appApiToken: string | undefined) {
  const log = createLog({ app: 'server', level: 'error', destination: { write: () => {} } })
  const app = createHttpApp({ log, metrics: createMetrics('server'), ready: [] })
  let runs = 0
  serveSchedule(app, 'reminder-sweep', { appApiToken, run: async () => (runs += 1) })
  return { app, runs: () => runs }
}

test('a schedule runs for the sidecar and for nobody else', async () => {
  const token = 'a-token-of-the-app'
  const { app, runs } = start(token)
  const post = (headers: HeadersInit) => app.request('/reminder-sweep', { method: 'POST', headers })
  expect((await post({})).status).toBe(403)
  expect((await post({ 'dapr-api-token': 'another' })).status).toBe(403)
  expect((await post({ 'dapr-api-token': token.slice(0, -1) })).status).toBe(403)
  expect(runs()).toBe(0)
  expect((await post({ 'dapr-api-token': token })).status).toBe(204)
  expect(runs()).toBe(1)
})

test('asking whether a schedule is wanted runs nothing', async () => {
  const { app, runs } = start('a-token-of-the-app')
  expect((await app.request('/reminder-sweep', { method: 'OPTIONS' })).status).toBe(200)
  expect(runs()).toBe(0)
})

test('where no token is configured the network alone protects', async () => {
  expect((await start(undefined).app.request('/reminder-sweep', { method: 'POST' })).status).toBe(204)
})

test('secrets of different lengths are compared without complaint', () => {
  expect(sameSecret('a', 'ab')).toBe(false)
  expect(sameSecret('', '')).toBe(true)
})
