import { expect, test } from 'vitest'
import { createPatience } from './patience.ts'

const outcomes = (count: number, fail: () => boolean) => Array.from({ length: count }, fail)

test('an event may fail so often and no more; then its count begins anew', () => {
  const patience = createPatience(3)
  expect(outcomes(6, () => patience.isOver('a'))).toEqual([false, false, true, false, false, true])
})

test('events are counted apart, and one that succeeded is forgotten', () => {
  const patience = createPatience(3)
  expect([patience.isOver('a'), patience.isOver('b'), patience.isOver('a')]).toEqual([false, false, false])
  patience.forget('a')
  expect([patience.isOver('a'), patience.isOver('b'), patience.isOver('b')]).toEqual([false, false, true])
})

test('not more events are remembered than fit', () => {
  const patience = createPatience(2)
  patience.isOver('first')
  for (let index = 0; index < 10_000; index += 1) patience.isOver(`event ${index}`)
  expect(patience.isOver('first')).toBe(false)
})
