import { describe, expect, test } from 'vitest'
import { networkRules, publicSubnets, type Rule } from './rules.ts'

const rules = networkRules({ apiAllowedCidrs: ['203.0.113.7/32', '198.51.100.0/24'] })
const fromOutside = (rule: Rule) => rule.direction === 'INGRESS' && typeof rule.peer === 'object'

describe('rules of the network', () => {
  test('from anywhere only the balancer is reached, on the two ports of the web', () => {
    const open = rules.filter(
      (rule) =>
        fromOutside(rule) &&
        typeof rule.peer === 'object' &&
        rule.peer.cidr === '0.0.0.0/0' &&
        rule.protocol !== 'icmp',
    )
    expect(open.map(({ group, ports }) => [group, ports])).toEqual([
      ['balancer', { min: 80, max: 80 }],
      ['balancer', { min: 443, max: 443 }],
    ])
  })

  test('the Kubernetes API is open to the addresses named, and to no other outside', () => {
    const api = rules.filter((rule) => rule.group === 'api' && fromOutside(rule))
    expect(api.map(({ peer, ports }) => [peer, ports?.min])).toEqual([
      [{ cidr: '203.0.113.7/32' }, 6443],
      [{ cidr: '198.51.100.0/24' }, 6443],
    ])
  })

  test('nodes take nothing from outside but path MTU messages', () => {
    expect(rules.filter((rule) => rule.group === 'nodes' && fromOutside(rule)).map(({ protocol }) => protocol)).toEqual(
      ['icmp'],
    )
  })

  test('what one side lets out, the other lets in', () => {
    const between = rules.filter(
      (rule) => typeof rule.peer === 'string' && rule.peer !== 'oracle-services' && rule.protocol !== 'icmp',
    )
    for (const rule of between) {
      const mirror = rules.find(
        (other) =>
          other.group === rule.peer &&
          other.peer === rule.group &&
          other.direction !== rule.direction &&
          other.protocol === rule.protocol &&
          other.ports?.min === rule.ports?.min &&
          other.ports?.max === rule.ports?.max,
      )
      expect(mirror, rule.why).toBeDefined()
    }
    expect(between.length).toBeGreaterThan(10)
  })

  test('each rule says why it is there', () => {
    expect(rules.filter(({ why }) => why.length < 8)).toEqual([])
  })
})

test('private nodes have no address outside', () => {
  expect(publicSubnets('private-nodes').nodes).toBe(false)
  expect(publicSubnets('public-nodes').nodes).toBe(true)
})
