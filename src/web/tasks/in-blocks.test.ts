import { expect, it } from 'vitest'
import { inBlocks } from './in-blocks.ts'

it('keeps every item, in order', () => {
  const items = Array.from({ length: 120 }, (_, index) => index)
  const blocks = inBlocks(items, 50)
  expect(blocks.map(({ length }) => length)).toEqual([50, 50, 20])
  expect(blocks.flat()).toEqual(items)
})

it('leaves a short list alone, so that nobody renders for it', () => {
  const items = [1, 2]
  expect(inBlocks(items, 2)[0]).toBe(items)
})
