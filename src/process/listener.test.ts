import { expect, test } from 'vitest'
import { createHttpApp } from './http-app.ts'
import { type Listener, listen } from './listener.ts'
import { createLog } from './log.ts'
import { createMetrics } from './metrics.ts'

async function start() {
  const log = createLog({ app: 'server', level: 'error', destination: { write: () => {} } })
  const app = createHttpApp({ log, metrics: createMetrics('server'), ready: [] })
  const begun = Promise.withResolvers<void>()
  const finish = Promise.withResolvers<void>()
  let listener: Listener | undefined
  app.get('/slow', async (context) => {
    begun.resolve()
    await finish.promise
    return context.text('done')
  })
  app.get('/stream', () => {
    const body = new ReadableStream({
      start(controller) {
        controller.enqueue('data: 1\n\n')
        begun.resolve()
        listener?.draining.addEventListener('abort', () => controller.close())
      },
    })
    return new Response(body.pipeThrough(new TextEncoderStream()), { headers: { 'content-type': 'text/event-stream' } })
  })
  listener = await listen(app, { port: 0, hostname: '127.0.0.1' })
  const url = `http://127.0.0.1:${listener.port}`
  return { listener, url, begun: begun.promise, finish: finish.resolve }
}

test('closing lets a running request finish and refuses new ones', async () => {
  const { listener, url, begun, finish } = await start()
  const slow = fetch(`${url}/slow`)
  await begun
  const closed = listener.close()
  await expect(fetch(`${url}/healthz`)).rejects.toThrow()
  finish()
  expect(await (await slow).text()).toBe('done')
  await closed
})

test('a stream ends itself when draining begins', async () => {
  const { listener, url, begun } = await start()
  const response = await fetch(`${url}/stream`)
  await begun
  await listener.close()
  expect(await response.text()).toBe('data: 1\n\n')
})

test('what does not finish in time is cut', async () => {
  const { listener, url, begun } = await start()
  const slow = fetch(`${url}/slow`).catch(() => 'cut')
  await begun
  await listener.close(50)
  expect(await slow).toBe('cut')
})

test('a taken port rejects', async () => {
  const { listener } = await start()
  const log = createLog({ app: 'server', level: 'error', destination: { write: () => {} } })
  const app = createHttpApp({ log, metrics: createMetrics('other'), ready: [] })
  await expect(listen(app, { port: listener.port, hostname: '127.0.0.1' })).rejects.toThrow('EADDRINUSE')
  await listener.close()
})
