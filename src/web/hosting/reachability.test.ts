import { expect, it } from 'vitest'
import { watchReachability } from './reachability.ts'

it('asks once for all who wait, and again only when the answer is old or was no', async () => {
  let time = 0
  let calls = 0
  let answer: () => Promise<boolean> = async () => true
  const reachable = watchReachability({
    probe: () => {
      calls += 1
      return answer()
    },
    now: () => time,
    freshMs: 1_000,
  })
  expect(await Promise.all([reachable(), reachable()])).toEqual([true, true])
  time = 999
  expect(await reachable()).toBe(true)
  expect(calls).toBe(1)

  answer = () => Promise.reject(new Error('refused'))
  time = 1_000
  expect(await reachable()).toBe(false)
  answer = async () => true
  expect(await reachable()).toBe(true)
  expect(calls).toBe(3)
})
