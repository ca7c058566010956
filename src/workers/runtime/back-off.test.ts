import { expect, test } from 'vitest'
import { fakeState } from '../testing/fake-sidecar.ts'
import { withBackOff } from './back-off.ts'

function start() {
  const store = fakeState()
  const clock = { now: 0 }
  let calls = 0
  const backOff = { key: 'a', attempts: 3, firstWaitMs: 100, now: () => clock.now }
  const run = (work: () => Promise<string>) =>
    withBackOff(store, backOff, () => {
      calls += 1
      return work()
    })
  return { store, clock, run, calls: () => calls }
}
const fail = () => Promise.reject(new Error('broken'))

test('what succeeds is done each time, without a trace', async () => {
  const { run, store } = start()
  expect(await run(async () => 'a')).toBe('a')
  expect(await run(async () => 'b')).toBe('b')
  expect(await store.getState('a')).toBeNull()
})

test('after a failure it is not tried until its wait is over, which doubles; the last failure is the caller’s', async () => {
  const { run, clock, calls } = start()
  await expect(run(fail)).rejects.toMatchObject({ code: 'unavailable' })
  clock.now = 99
  await expect(run(fail)).rejects.toMatchObject({ code: 'unavailable' })
  expect(calls()).toBe(1)
  clock.now = 100
  await expect(run(fail)).rejects.toMatchObject({ code: 'unavailable' })
  expect(calls()).toBe(2)
  clock.now = 299
  await expect(run(fail)).rejects.toMatchObject({ code: 'unavailable' })
  expect(calls()).toBe(2)
  clock.now = 300
  await expect(run(fail)).rejects.toThrow('broken')
  expect(calls()).toBe(3)
})

test('success ends the count, and so does giving up', async () => {
  const { run, clock, store } = start()
  await expect(run(fail)).rejects.toMatchObject({ code: 'unavailable' })
  clock.now = 100
  expect(await run(async () => 'well')).toBe('well')
  expect(await store.getState('a')).toBeNull()
  for (const now of [200, 300, 500]) {
    clock.now = now
    await expect(run(fail)).rejects.toThrow(now === 500 ? 'broken' : 'unavailable')
  }
  expect(await store.getState('a')).toBeNull()
})
