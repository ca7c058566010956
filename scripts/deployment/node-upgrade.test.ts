import { expect, test } from 'vitest'
import { type ClusterNode, isReplaced, nodesToReplace, readNodes, readPool } from './node-upgrade.ts'

const old: ClusterNode = {
  name: '10.0.2.7',
  version: 'v1.34.1',
  domain: 'EU-FRANKFURT-1-AD-2',
  instance: 'ocid1.instance.oc1..old',
  ready: true,
}
const pinned = { version: 'v1.35.0', domains: ['Uocm:EU-FRANKFURT-1-AD-2'] }

test('nodes are read as Kubernetes tells of them', () => {
  const item = {
    metadata: { name: old.name, labels: { 'topology.kubernetes.io/zone': old.domain } },
    spec: { providerID: old.instance },
    status: { nodeInfo: { kubeletVersion: old.version }, conditions: [{ type: 'Ready', status: 'True' }] },
  }
  expect(readNodes(JSON.stringify({ items: [item] }))).toEqual([old])
})

test('a pool is read as Oracle tells of it', () => {
  const placementConfigs = [{ availabilityDomain: 'Uocm:EU-FRANKFURT-1-AD-2', subnetId: 'ocid1.subnet' }]
  expect(readPool({ kubernetesVersion: 'v1.35.0', nodeConfigDetails: { placementConfigs } })).toEqual(pinned)
})

test('only nodes of another version are replaced, unless all are wanted', () => {
  expect(nodesToReplace([old], pinned, false)).toEqual([old])
  const current = { ...old, version: pinned.version }
  expect(nodesToReplace([current], pinned, false)).toEqual([])
  expect(nodesToReplace([current], pinned, true)).toEqual([current])
})

test('a pool of several domains is refused: the new node could not reach the volumes', () => {
  const spread = { ...pinned, domains: ['Uocm:EU-FRANKFURT-1-AD-1', 'Uocm:EU-FRANKFURT-1-AD-2'] }
  expect(() => nodesToReplace([old], spread, false)).toThrow('--path oke.nodes.domain 2')
})

test('a node is replaced when another machine is ready', () => {
  expect(isReplaced([old], [old])).toBe(false)
  const fresh = { ...old, instance: 'ocid1.instance.oc1..new' }
  expect(isReplaced([old], [{ ...fresh, ready: false }])).toBe(false)
  expect(isReplaced([old], [fresh])).toBe(true)
})
