import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatCidr, overlay, parseCidr, planSubnets } from './subnets.ts'

const overlaps = (left: string, right: string): boolean => {
  const [a, b] = [parseCidr(left), parseCidr(right)]
  return a.first <= b.last && b.first <= a.last
}

const block = (min: number, max: number) =>
  fc
    .tuple(fc.integer({ min, max }), fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
    .map(([prefix, place]) => formatCidr(Math.floor(place * 2 ** prefix) * 2 ** (32 - prefix), prefix))

const vcn = block(16, 23).filter((cidr) => Object.values(overlay).every((taken) => !overlaps(cidr, taken)))

describe('subnet plan', () => {
  test('of the default network', () => {
    expect(planSubnets('10.0.0.0/16')).toEqual({ nodes: '10.0.0.0/24', api: '10.0.1.0/28', balancer: '10.0.1.16/28' })
  })

  test('subnets are valid blocks inside the network', () => {
    fc.assert(
      fc.property(vcn, (cidr) => {
        const outer = parseCidr(cidr)
        for (const subnet of Object.values(planSubnets(cidr))) {
          const inner = parseCidr(subnet)
          expect(inner.first).toBeGreaterThanOrEqual(outer.first)
          expect(inner.last).toBeLessThanOrEqual(outer.last)
        }
      }),
    )
  })

  test('subnets never share an address', () => {
    fc.assert(
      fc.property(vcn, (cidr) => {
        const subnets = Object.values(planSubnets(cidr))
        for (const [index, subnet] of subnets.entries()) {
          expect(subnets.slice(index + 1).filter((other) => overlaps(subnet, other))).toEqual([])
        }
      }),
    )
  })

  test('the same network gives the same plan, another one gives another', () => {
    fc.assert(
      fc.property(vcn, (cidr) => {
        expect(planSubnets(cidr)).toEqual(planSubnets(cidr))
      }),
    )
    expect(planSubnets('10.1.0.0/16')).not.toEqual(planSubnets('10.0.0.0/16'))
  })

  test('every other size is refused', () => {
    fc.assert(
      fc.property(fc.oneof(block(1, 15), block(24, 32)), (cidr) => {
        expect(() => planSubnets(cidr)).toThrow(RangeError)
      }),
    )
  })

  test.each([
    ['10.244.0.0/16', '10.244.0.0/16 meets 10.244.0.0/16, which the cluster uses for pods. Try 10.0.0.0/16.'],
    ['10.96.4.0/22', '10.96.4.0/22 meets 10.96.0.0/16, which the cluster uses for services. Try 10.0.0.0/16.'],
    ['10.0.0.0/24', '10.0.0.0/24: the network takes /16 to /23.'],
    ['10.0.0.1/16', '10.0.0.1/16 does not begin at a block of its size; 10.0.0.0/16 does.'],
    ['10.0.0.256/16', '10.0.0.256/16 is out of range.'],
    ['ten', 'ten is no IPv4 block such as 10.0.0.0/16.'],
  ])('%s is refused', (cidr, message) => {
    expect(() => planSubnets(cidr)).toThrow(new RangeError(message))
  })
})

test('blocks are read as they are written', () => {
  fc.assert(
    fc.property(block(0, 32), (cidr) => {
      const { first, prefix } = parseCidr(cidr)
      expect(formatCidr(first, prefix)).toBe(cidr)
    }),
  )
})
