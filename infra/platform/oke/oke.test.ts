import { describe, expect, test } from 'vitest'
import { parseSettings, wrapSecrets } from '../../settings.ts'
import { okeConfig, withSections } from '../../testing/configurations.ts'
import { ociCalls } from '../../testing/oci.ts'
import { record, settled } from '../../testing/record.ts'
import { createPlatform } from '../index.ts'

async function platformOf(sections: Record<string, unknown> = {}) {
  const parsed = parseSettings(withSections(okeConfig, sections))
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  return record(() => createPlatform(parsed.settings, wrapSecrets(parsed.secrets)), {
    calls: ociCalls,
    states: ({ type }) => (type === 'oci:Core/publicIp:PublicIp' ? { ipAddress: '203.0.113.9' } : {}),
  })
}

const okeSection = (part: Record<string, unknown>) => ({ oke: part })

describe('OKE', () => {
  test('the cluster is of the type without fee, its node of the free shape, in any availability domain', async () => {
    const { resources } = await platformOf()
    const cluster = resources.find(({ type }) => type === 'oci:ContainerEngine/cluster:Cluster')
    expect(cluster?.inputs).toMatchObject({ type: 'BASIC_CLUSTER', kubernetesVersion: 'v1.34.1' })
    const pool = resources.find(({ type }) => type === 'oci:ContainerEngine/nodePool:NodePool')
    expect(pool?.inputs).toMatchObject({
      nodeShape: 'VM.Standard.A1.Flex',
      nodeShapeConfig: { ocpus: 2, memoryInGbs: 12 },
      nodeSourceDetails: { imageId: 'arm', bootVolumeSizeInGbs: '50' },
      nodeConfigDetails: { size: 1, nsgIds: ['network-group-nodes-id'] },
    })
    expect(pool?.inputs).toHaveProperty('nodeConfigDetails.placementConfigs.length', 3)
    expect(pool?.inputs).not.toHaveProperty('nodePoolCyclingDetails')
    const bound = (await platformOf(okeSection({ nodes: { domain: 2 } }))).resources
    const placed = bound.find(({ type }) => type === 'oci:ContainerEngine/nodePool:NodePool')?.inputs
    expect(placed).toHaveProperty('nodeConfigDetails.placementConfigs', [
      { availabilityDomain: 'Uocm:EU-FRANKFURT-1-AD-2', subnetId: 'network-nodes-id' },
    ])
  })

  test('the quota refuses every shape but the free one; allowing what costs removes it, and keeps the alert', async () => {
    const { resources } = await platformOf()
    const quota = resources.find(({ type }) => type === 'oci:Limits/quota:Quota')
    expect(quota?.inputs.statements).toEqual(
      expect.arrayContaining([
        'zero compute-core quotas in compartment todo-chatbot',
        'set compute-core quota standard-a1-core-count to 2 in compartment todo-chatbot',
        'set block-storage quota total-storage-gb to 200 in compartment todo-chatbot',
      ]),
    )
    const paid = (await platformOf({ allowPaid: true })).resources.map(({ type }) => type)
    expect(paid).not.toContain('oci:Limits/quota:Quota')
    expect(paid).toContain('oci:Budget/rule:Rule')
  })

  test('the balancer is the free one at the reserved address', async () => {
    const { result } = await platformOf()
    const { annotations, address, serviceType } = result.entrance
    expect(serviceType).toBe('LoadBalancer')
    expect(annotations['service.beta.kubernetes.io/oci-load-balancer-shape-flex-max']).toBe('10')
    expect(await settled(address ?? '')).toBe('203.0.113.9')
  })

  test('the backup bucket is closed to the public', async () => {
    const { resources } = await platformOf()
    expect(resources.find(({ type }) => type === 'oci:ObjectStorage/bucket:Bucket')?.inputs.accessType).toBe(
      'NoPublicAccess',
    )
    const external = { postgres: { mode: 'external' }, databaseAdminUrl: 'postgresql://a:b@db.example.org/postgres' }
    expect((await platformOf(external)).resources.map(({ type }) => type)).not.toContain(
      'oci:ObjectStorage/bucket:Bucket',
    )
  })

  test('a rotated pull token is another one, made before the old goes', async () => {
    const name = async (version: number) => {
      const registry = { mode: 'ocir', pullTokenVersion: version }
      const { resources } = await platformOf(okeSection({ registry }))
      return resources.find(({ type }) => type === 'oci:Identity/authToken:AuthToken')?.name
    }
    expect(await name(1)).toBe('registry-token-1')
    expect(await name(2)).toBe('registry-token-2')
  })

  test('another registry needs no repositories here', async () => {
    const registry = { mode: 'external', server: 'ghcr.io/someone' }
    const { result, resources } = await platformOf(okeSection({ registry }))
    expect(resources.filter(({ type }) => type.startsWith('oci:Artifacts'))).toEqual([])
    expect(await settled(result.registry?.repositoryOf('web') ?? '')).toBe('ghcr.io/someone/todo-chatbot/web')
  })

  test('on destroy Kubernetes objects go before the nodes, nodes before the rules that reach them', async () => {
    const { resources } = await platformOf()
    const waits = (name: string) =>
      resources.filter((resource) => resource.name === name).flatMap(({ dependsOn }) => dependsOn)
    expect(waits('kubernetes')).toContain('todo-chatbot-nodes')
    expect(waits('todo-chatbot')).toEqual(
      expect.arrayContaining(['guard-quota', 'network-group-nodes-from-api-tcp-10250', 'network-routes-outside']),
    )
  })

  test('the kubeconfig fetches its own tokens', async () => {
    const { resources } = await platformOf()
    const provider = resources.find(({ type }) => type === 'pulumi:providers:kubernetes')
    expect(provider?.inputs.kubeconfig).toContain('oke-token.ts')
    expect(provider?.inputs.clusterIdentifier).toBe('todo-chatbot-id')
  })

  test('each component says what it holds', async () => {
    const { resources } = await platformOf()
    const orphans = resources.filter(
      ({ type, parent }) => type.startsWith('oci:') && parent === '' && type !== 'oci:Core/publicIp:PublicIp',
    )
    expect(orphans).toEqual([])
  })
})
