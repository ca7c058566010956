import { getEventListeners } from 'node:events'
import { expect, it } from 'vitest'
import { cutStream } from './cut-stream.ts'

function source() {
  let end = (): void => {}
  let cancelled = false
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('first'))
      end = () => controller.close()
    },
    cancel() {
      cancelled = true
    },
  })
  return {
    response: new Response(body, { headers: { 'x-kept': 'yes' } }),
    end: () => end(),
    cancelled: () => cancelled,
  }
}

it('passes a stream on until it ends or is cancelled, and listens no longer than that', async () => {
  const { signal } = new AbortController()
  const ended = source()
  const whole = cutStream(ended.response, signal)
  expect(whole.headers.get('x-kept')).toBe('yes')
  ended.end()
  expect(await whole.text()).toBe('first')
  const left = source()
  await cutStream(left.response, signal).body?.cancel()
  expect(left.cancelled()).toBe(true)
  expect(getEventListeners(signal, 'abort')).toEqual([])
})

it('ends it when the signal aborts, before or while it is read', async () => {
  const controller = new AbortController()
  const { response, cancelled } = source()
  const text = cutStream(response, controller.signal).text()
  await new Promise((resolve) => setImmediate(resolve))
  controller.abort()
  expect(await text).toBe('first')
  expect(cancelled()).toBe(true)
  expect(await cutStream(source().response, controller.signal).text()).toBe('')
})
