import { HTTPException } from 'hono/http-exception'
import { expect, test } from 'vitest'
import { AppError } from '../domain/errors.ts'
import { createHttpApp, type ReadyCheck } from './http-app.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'

function start({ ready = [] as ReadyCheck[], bodyBytes = 100 } = {}) {
  const written: string[] = []
  const log = createLog({ app: 'server', level: 'debug', destination: { write: (line) => written.push(line) } })
  const app = createHttpApp({ log, metrics: createMetrics('server'), ready, bodyBytes })
  app.post('/echo/:id', async (context) => context.text(await context.req.text()))
  app.get('/refused', () => {
    throw new AppError('not_found', { userMessage: 'No such task.' })
  })
  app.get('/broken', () => {
    throw new Error('password is hunter2')
  })
  app.get('/http', () => {
    throw new HTTPException(418, { message: 'teapot' })
  })
  return { app, written }
}

test('it is alive at once and ready when every dependency answers', async () => {
  const up: ReadyCheck = { name: 'sidecar', check: async () => {} }
  const down: ReadyCheck = { name: 'database', check: async () => Promise.reject(new Error('no')) }
  const hanging: ReadyCheck = { name: 'slow', check: () => new Promise(() => {}) }
  expect((await start({ ready: [down] }).app.request('/healthz')).status).toBe(200)
  expect((await start({ ready: [up] }).app.request('/readyz')).status).toBe(200)
  const response = await start({ ready: [up, down, hanging] }).app.request('/readyz')
  expect(response.status).toBe(503)
  expect(await response.json()).toEqual({ ready: false, checks: { sidecar: true, database: false, slow: false } })
})

test('metrics count requests by route pattern and show the event loop', async () => {
  const { app } = start()
  for (const id of ['1', '2']) await app.request(`/echo/${id}`, { method: 'POST', body: 'x' })
  const metrics = await (await app.request('/metrics')).text()
  expect(metrics).toMatch(/http_requests_total\{method="POST",route="\/echo\/:id",status="200",app="server"\} 2/)
  expect(metrics).toContain('nodejs_eventloop_lag_seconds')
})

test('a body over the limit is refused, declared or not', async () => {
  const { app } = start()
  const post = (init: RequestInit) => app.request('/echo/1', { method: 'POST', ...init })
  expect((await post({ body: 'x'.repeat(100), headers: { 'content-length': '100' } })).status).toBe(200)
  expect((await post({ body: 'x'.repeat(101), headers: { 'content-length': '101' } })).status).toBe(413)
  const chunked = { 'transfer-encoding': 'chunked' }
  expect((await post({ body: 'x'.repeat(101), headers: chunked })).status).toBe(413)
  expect((await post({ body: 'x'.repeat(99), headers: chunked })).status).toBe(200)
})

test('errors become a code and a sentence with the status of the table', async () => {
  const { app, written } = start()
  const refused = await app.request('/refused')
  expect([refused.status, await refused.json()]).toEqual([404, { code: 'not_found', message: 'No such task.' }])
  const broken = await app.request('/broken')
  expect(broken.status).toBe(500)
  expect(await broken.text()).not.toContain('hunter2')
  expect(written.some((line) => line.includes('"route":"/broken"') && line.includes('"level":"error"'))).toBe(true)
  expect((await app.request('/http')).status).toBe(418)
  expect(await (await app.request('/nowhere')).json()).toMatchObject({ code: 'not_found' })
})
