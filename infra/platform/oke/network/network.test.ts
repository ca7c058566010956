import { expect, test } from 'vitest'
import { ociCalls } from '../../../testing/oci.ts'
import { record } from '../../../testing/record.ts'
import { Network } from './network.ts'
import type { NetworkMode } from './rules.ts'
import { networkRules } from './rules.ts'
import { ruleName } from './security-groups.ts'

const network = async (mode: NetworkMode) => {
  const args = { compartmentId: 'compartment', cidr: '10.0.0.0/16', mode, apiAllowedCidrs: ['203.0.113.7/32'] }
  const { resources } = await record(() => new Network('network', args), { calls: ociCalls })
  return resources
}

test('public nodes need neither NAT nor service gateway', async () => {
  const types = (await network('public-nodes')).map(({ type }) => type)
  expect(types).toContain('oci:Core/internetGateway:InternetGateway')
  expect(types.filter((type) => /NatGateway|ServiceGateway/.test(type))).toEqual([])
})

test('private nodes leave by NAT, reach Oracle by the service gateway, and can have no public address', async () => {
  const resources = await network('private-nodes')
  const inside = resources.find(({ name }) => name === 'network-routes-inside')
  expect(inside?.inputs.routeRules).toEqual([
    { destination: '0.0.0.0/0', destinationType: 'CIDR_BLOCK', networkEntityId: 'network-routes-nat-id' },
    {
      destination: 'all-fra-services-in-oracle-services-network',
      destinationType: 'SERVICE_CIDR_BLOCK',
      networkEntityId: 'network-routes-service-id',
    },
  ])
  expect(resources.find(({ name }) => name === 'network-nodes')?.inputs).toMatchObject({
    prohibitPublicIpOnVnic: true,
    prohibitInternetIngress: true,
    routeTableId: 'network-routes-inside-id',
  })
})

test.each(['public-nodes', 'private-nodes'] as const)(
  '%s: the list that opens SSH to the world is emptied',
  async (mode) => {
    const resources = await network(mode)
    const list = resources.find(({ type }) => type === 'oci:Core/defaultSecurityList:DefaultSecurityList')
    expect(list?.inputs.ingressSecurityRules).toBeUndefined()
    const subnets = resources.filter(({ type }) => type === 'oci:Core/subnet:Subnet')
    expect(subnets.map(({ inputs }) => inputs.securityListIds)).toEqual(Array(3).fill(['network-closed-id']))
  },
)

test('every rule becomes one resource, named by what it allows', async () => {
  const rules = networkRules({ apiAllowedCidrs: ['203.0.113.7/32'] })
  expect(new Set(rules.map(ruleName)).size).toBe(rules.length)
  const made = (await network('public-nodes')).filter(({ type }) => type.endsWith(':NetworkSecurityGroupSecurityRule'))
  expect(made).toHaveLength(rules.length)
  expect(made.find(({ name }) => name === 'network-group-nodes-from-api-tcp-10250')?.inputs).toEqual({
    networkSecurityGroupId: 'network-group-nodes-id',
    direction: 'INGRESS',
    source: 'network-group-api-id',
    sourceType: 'NETWORK_SECURITY_GROUP',
    protocol: '6',
    stateless: false,
    tcpOptions: { destinationPortRange: { min: 10250, max: 10250 } },
    description: 'Logs, exec, port-forward and metrics of kubelets',
  })
})

test('a network that does not fit is refused before anything is made', async () => {
  const args = { compartmentId: 'c', cidr: '10.244.0.0/16', mode: 'public-nodes', apiAllowedCidrs: [] } as const
  await expect(record(() => new Network('network', args), { calls: ociCalls })).rejects.toThrow('Try 10.0.0.0/16')
})

test('what belongs together hangs together', async () => {
  const resources = await network('public-nodes')
  expect(resources.find(({ name }) => name === 'network-routes')).toMatchObject({ parent: 'network' })
  expect(resources.find(({ name }) => name === 'network-nodes')?.dependsOn).toContain('network-vcn')
})
