import type { PolicyResource, StackValidationArgs } from '@pulumi/policy'
import { describe, expect, test } from 'vitest'
import { policies } from './policies.ts'

type Given = { type: string; name?: string; props: object }

/** The names of the policies that a stack of these resources violates, with their messages. */
async function violated(...given: Given[]): Promise<string[]> {
  const resources = given.map(
    ({ type, name = 'it', props }) => ({ type, name, props, urn: `urn:${name}` }) as PolicyResource,
  )
  const found: string[] = []
  for (const { name, validateStack } of policies) {
    await validateStack({ resources } as StackValidationArgs, (message) => found.push(`${name}: ${message}`))
  }
  return found
}

const digest = `@sha256:${'0'.repeat(64)}`
const safe = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } }
const pod = (container: object = {}, spec: object = {}, namespace = 'todo-app') => ({
  type: 'kubernetes:apps/v1:Deployment',
  props: {
    metadata: { namespace },
    spec: {
      template: {
        spec: {
          securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [{ name: 'web', image: `todo/web${digest}`, securityContext: safe, ...container }],
          ...spec,
        },
      },
    },
  },
})
const oke = { type: 'oci:ContainerEngine/cluster:Cluster', props: { type: 'BASIC_CLUSTER' } }

describe('always-free', () => {
  test('what the program makes is allowed', async () => {
    expect(await violated(oke, { type: 'oci:Core/vcn:Vcn', props: {} })).toEqual([])
    expect(
      await violated({ type: 'oci:ContainerEngine/nodePool:NodePool', props: { nodeShape: 'VM.Standard.A1.Flex' } }),
    ).toEqual([])
  })
  test.each([
    [
      { type: 'oci:ContainerEngine/cluster:Cluster', props: { type: 'ENHANCED_CLUSTER' } },
      'ENHANCED_CLUSTER has a fee',
    ],
    [{ type: 'oci:ContainerEngine/cluster:Cluster', props: {} }, 'unset has a fee'],
    [
      { type: 'oci:ContainerEngine/nodePool:NodePool', props: { nodeShape: 'VM.Standard.E4.Flex' } },
      'VM.Standard.E4.Flex is not free',
    ],
    [{ type: 'oci:Database/autonomousDatabase:AutonomousDatabase', props: {} }, 'not known to be free'],
  ])('%o is refused', async (resource, message) => {
    expect(await violated(resource)).toEqual([expect.stringMatching(new RegExp(`^always-free: .*${message}`))])
  })
})

describe('free-balancers', () => {
  const shape = 'service.beta.kubernetes.io/oci-load-balancer-shape'
  const balancer = (annotations: object) => ({
    type: 'kubernetes:core/v1:Service',
    props: { metadata: { annotations }, spec: { type: 'LoadBalancer' } },
  })
  test('on OKE the size has to be the free one', async () => {
    expect(await violated(oke, balancer({}))).toHaveLength(3)
    expect(
      await violated(oke, balancer({ [shape]: 'flexible', [`${shape}-flex-min`]: '10', [`${shape}-flex-max`]: '100' })),
    ).toHaveLength(1)
    expect(
      await violated(oke, balancer({ [shape]: 'flexible', [`${shape}-flex-min`]: '10', [`${shape}-flex-max`]: '10' })),
    ).toEqual([])
  })
  test('elsewhere balancers cost nothing', async () => {
    expect(await violated(balancer({}))).toEqual([])
  })
})

describe('images-by-digest', () => {
  test('a digest is good everywhere', async () => {
    expect(await violated(oke, pod())).toEqual([])
    expect(await violated(pod())).toEqual([])
  })
  test('a tag that names its content is good where images are loaded, and nowhere else', async () => {
    const tagged = pod({ image: 'todo/web:0123456789abcdef' })
    expect(await violated(tagged)).toEqual([])
    expect(await violated(oke, tagged)).toEqual([
      expect.stringContaining('images-by-digest: it: Container web runs todo/web:0123456789abcdef'),
    ])
  })
  test('a tag that may move is good nowhere, in no container', async () => {
    expect(await violated(pod({ image: 'todo/web:latest' }))).toHaveLength(1)
    const init = { name: 'init', image: 'busybox', securityContext: safe }
    expect(await violated(pod({}, { initContainers: [init] }))).toHaveLength(1)
  })
})

describe('restricted-pods', () => {
  test.each([
    [{ securityContext: { ...safe, allowPrivilegeEscalation: undefined } }, {}, 'may gain privileges'],
    [{ securityContext: { ...safe, capabilities: { drop: ['NET_RAW'] } } }, {}, 'keeps capabilities'],
    [{ securityContext: { ...safe, capabilities: { drop: ['ALL'], add: ['SYS_ADMIN'] } } }, {}, 'adds SYS_ADMIN'],
    [{ securityContext: { ...safe, readOnlyRootFilesystem: false } }, {}, 'may write to its root file system'],
    [{ securityContext: { ...safe, privileged: true } }, {}, 'is privileged'],
    [{ securityContext: { ...safe, runAsUser: 0 } }, {}, 'runs as root'],
    [{ securityContext: { ...safe, runAsNonRoot: false } }, {}, 'may run as root'],
    [{}, { securityContext: { runAsNonRoot: true } }, 'no seccomp profile'],
    [{}, { hostNetwork: true }, 'shares a namespace'],
    [{}, { volumes: [{ name: 'host', hostPath: { path: '/' } }] }, 'Volume host is of kind hostPath'],
  ])('%o %o', async (container, spec, message) => {
    expect(await violated(pod(container, spec))).toEqual([expect.stringContaining(message)])
  })
  test('every kind of workload is looked at', async () => {
    const { props } = pod({ securityContext: {} })
    for (const type of ['apps/v1:StatefulSet', 'apps/v1:DaemonSet', 'batch/v1:Job']) {
      expect((await violated({ type: `kubernetes:${type}`, props })).length, type).toBeGreaterThan(0)
    }
    const cronJob = { type: 'kubernetes:batch/v1:CronJob', props: { spec: { jobTemplate: props } } }
    expect((await violated(cronJob)).length).toBeGreaterThan(0)
  })
  test('what works on the node itself is apart', async () => {
    expect(
      await violated(pod({ securityContext: { privileged: true } }, { hostNetwork: true }, 'kube-system')),
    ).toEqual([])
  })
})

test('no-public-buckets', async () => {
  const bucket = (accessType?: string) => ({ type: 'oci:ObjectStorage/bucket:Bucket', props: { accessType } })
  expect(await violated(bucket('NoPublicAccess'), bucket())).toEqual([])
  expect(await violated(bucket('ObjectRead'))).toEqual([expect.stringContaining('no-public-buckets')])
})

describe('no-open-rules', () => {
  const rule = (source: string, port?: number, more: object = {}) => ({
    type: 'oci:Core/networkSecurityGroupSecurityRule:NetworkSecurityGroupSecurityRule',
    props: {
      direction: 'INGRESS',
      source,
      protocol: '6',
      ...(port === undefined ? {} : { tcpOptions: { destinationPortRange: { min: port, max: port } } }),
      ...more,
    },
  })
  test('the web, path MTU messages and named addresses are allowed', async () => {
    const allowed = [
      rule('0.0.0.0/0', 443),
      rule('0.0.0.0/0', 80),
      rule('203.0.113.7/32', 22),
      rule('0.0.0.0/0', undefined, { protocol: '1' }),
    ]
    expect(
      await violated(...allowed, rule('0.0.0.0/0', undefined, { direction: 'EGRESS', source: undefined })),
    ).toEqual([])
  })
  test.each([
    [rule('0.0.0.0/0', 22), 'no-open-rules: it: Port 22'],
    [rule('::/0', 30_000), 'no-open-rules: it: Port 30000'],
    [rule('0.0.0.0/0'), 'no-open-rules: it: Port all'],
    [rule('0.0.0.0/0', 6443), 'closed-kubernetes-api'],
    [
      {
        type: 'oci:Core/defaultSecurityList:DefaultSecurityList',
        props: { ingressSecurityRules: [{ source: '0.0.0.0/0' }] },
      },
      'no-open-rules',
    ],
  ])('%o', async (resource, message) => {
    expect(await violated(resource)).toEqual([expect.stringContaining(message)])
  })
})
