import { expect, test } from 'vitest'
import { createHttpApp } from './http-app.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'
import { onlySidecar, sameSecret } from './sidecar-token.ts'

function start(appApiToken: string | undefined) {
  const log = createLog({ app: 'server', level: 'error', destination: { write: () => {} } })
  const app = createHttpApp({ log, metrics: createMetrics('server'), ready: [] })
  let runs = 0
  app.post('/reminder-sweep', onlySidecar(appApiToken), (context) => {
    runs += 1
    return context.body(null, 204)
  })
  return { app, runs: () => runs }
}

test('a guarded route serves the sidecar and nobody else', async () => {
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

test('where no token is configured the network alone protects', async () => {
  expect((await start(undefined).app.request('/reminder-sweep', { method: 'POST' })).status).toBe(204)
})

test('secrets of different lengths are compared without complaint', () => {
  expect(sameSecret('a', 'ab')).toBe(false)
  expect(sameSecret('', '')).toBe(true)
})
