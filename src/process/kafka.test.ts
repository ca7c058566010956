import { createRequire } from 'node:module'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import './kafka.ts'

// The part of the client that src/process/kafka.ts mends, as the client itself loads it.
type Queue = {
  push(request: { entry: { correlationId: number }; expectResponse: boolean; sendRequest: () => void }): void
  fulfillRequest(answer: { correlationId: number; payload: null; size: number }): void
  maybeThrottle(ms: number): void
}
const RequestQueue = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as new (
  options: object,
) => Queue

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const createQueue = () =>
  new RequestQueue({ maxInFlightRequests: 1, requestTimeout: 1_000, logger: { debug() {}, warn() {} } })
const request = (correlationId: number, sendRequest: () => void) => ({
  entry: { correlationId, resolve() {}, reject() {} },
  expectResponse: true,
  sendRequest,
})

test('a connection of the broker’s client on which nothing waits runs no timer', () => {
  const queue = createQueue()
  queue.push(request(1, () => {}))
  queue.fulfillRequest({ correlationId: 1, payload: null, size: 0 })
  expect(vi.getTimerCount()).toBe(0)
})

test('a request that has to wait for a throttling is sent at its end', () => {
  const queue = createQueue()
  const send = vi.fn()
  queue.maybeThrottle(500)
  queue.push(request(1, send))
  vi.advanceTimersByTime(400)
  expect(send).not.toHaveBeenCalled()
  vi.advanceTimersByTime(200)
  expect(send).toHaveBeenCalledOnce()
})
