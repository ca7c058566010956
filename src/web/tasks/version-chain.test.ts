import { expect, it } from 'vitest'
import { createVersionChain } from './version-chain.ts'

it('follows the versions this tab made, and no others', () => {
  const chain = createVersionChain()
  chain.record('a', 3, 4)
  chain.record('a', 4, 7)
  expect(chain.latest('a', 3)).toBe(7)
  expect(chain.latest('a', 4)).toBe(7)
  expect(chain.latest('a', 5)).toBe(5)
  expect(chain.latest('b', 3)).toBe(3)
})

it('does not go round in circles on a version that stayed', () => {
  const chain = createVersionChain()
  chain.record('a', 3, 3)
  expect(chain.latest('a', 3)).toBe(3)
})
