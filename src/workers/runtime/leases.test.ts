import { expect, test } from 'vitest'
import { AppError } from '../../domain/errors.ts'
import { fakeState } from '../testing/fake-sidecar.ts'
import { type StateStore, withLease } from './leases.ts'

const lease = { key: 'a', ttlSeconds: 30 }

test('while one works, the same is refused and other work is not; afterwards it may be done again', async () => {
  const store = fakeState()
  const release = Promise.withResolvers<string>()
  const first = withLease(store, lease, () => release.promise)
  await expect(withLease(store, lease, async () => 'second')).rejects.toMatchObject({ code: 'unavailable' })
  expect(await withLease(store, { ...lease, key: 'b' }, async () => 'other')).toBe('other')
  release.resolve('first')
  expect(await first).toBe('first')
  expect(await withLease(store, lease, async () => 'third')).toBe('third')
})

test('a lease is let go of where the work fails, and its time to live is set in case nobody does', async () => {
  const state = fakeState()
  const written: unknown[] = []
  const store: StateStore = {
    ...state,
    saveState(key, value, write) {
      written.push(write)
      return state.saveState(key, value, write)
    },
  }
  await expect(withLease(store, lease, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
  expect(await store.getState(lease.key)).toBeNull()
  expect(written).toEqual([{ etag: null, ttlSeconds: 30 }])
})

test('a write that the sidecar repeats, as its answer was lost, still counts as ours', async () => {
  const state = fakeState()
  const store: StateStore = {
    ...state,
    async saveState(key, value, write) {
      await state.saveState(key, value, write)
      return state.saveState(key, value, write)
    },
  }
  expect(await withLease(store, lease, async () => 'done')).toBe('done')
})

test('a lease that ended meanwhile and is another’s now is left to that one', async () => {
  const store = fakeState()
  await withLease(store, lease, async () => {
    await store.saveState(lease.key, { owner: 'another' })
  })
  expect((await store.getState(lease.key))?.value).toEqual({ owner: 'another' })
})

test('where the store cannot be reached nothing is done; where it goes meanwhile the work still counts', async () => {
  const away = () => Promise.reject(new AppError('unavailable'))
  let done = 0
  const work = async () => (done += 1)
  await expect(withLease({ ...fakeState(), saveState: away }, lease, work)).rejects.toMatchObject({
    code: 'unavailable',
  })
  expect(done).toBe(0)
  expect(await withLease({ ...fakeState(), getState: away }, lease, work)).toBe(1)
})
