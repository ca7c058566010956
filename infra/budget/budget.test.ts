import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type BudgetInput, budgetOf, refusals } from './budget.ts'
import { allocatable } from './limits.ts'
import { mebibyte } from './quantity.ts'
import { budgetTable } from './table.ts'

const freeNode = { count: 1, ocpus: 2, memoryGb: 12, bootVolumeGb: 50 }
const empty: BudgetInput = { nodes: freeNode, objects: [], smallestVolumeGb: 50, objectStorage: { deployments: 30 } }

const container = (name: string, cpu: string, memory: string) => ({ name, resources: { requests: { cpu, memory } } })
const template = (containers: object[], more: { annotations?: object; initContainers?: object[] } = {}) => ({
  metadata: { annotations: more.annotations },
  spec: { containers, ...(more.initContainers ? { initContainers: more.initContainers } : {}) },
})
const deployment = (name: string, spec: object) => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace: 'todo-app' },
  spec,
})
const still = { type: 'Recreate' }

const withObjects = (...objects: unknown[]) => budgetOf({ ...empty, objects })
const used = (what: string, ...objects: unknown[]) =>
  withObjects(...objects).rows.find((row) => row.what === what)?.used ?? 0
const cpuOf = (...objects: unknown[]) => used('CPU that pods request', ...objects) - used('CPU that pods request')
const memoryOf = (...objects: unknown[]) =>
  used('Memory that pods request', ...objects) - used('Memory that pods request')

const web = { template: template([container('web', '100m', '64Mi')]), strategy: still }

describe('requests of pods', () => {
  test('containers of a pod add up, times its replicas', () => {
    const spec = {
      replicas: 3,
      strategy: still,
      template: template([container('a', '100m', '64Mi'), container('b', '50m', '32Mi')]),
    }
    expect([cpuOf(deployment('a', spec)), memoryOf(deployment('a', spec))]).toEqual([450, 288])
  })

  test('the sidecar counts as its annotations say', () => {
    const annotations = {
      'dapr.io/enabled': 'true',
      'dapr.io/sidecar-cpu-request': '30m',
      'dapr.io/sidecar-memory-request': '48Mi',
    }
    const spec = { strategy: still, template: template([container('a', '100m', '64Mi')], { annotations }) }
    expect([cpuOf(deployment('a', spec)), memoryOf(deployment('a', spec))]).toEqual([130, 112])
  })

  test('an init container counts where it takes more than what runs afterwards', () => {
    const greedy = {
      strategy: still,
      template: template([container('a', '100m', '64Mi')], { initContainers: [container('i', '50m', '256Mi')] }),
    }
    expect([cpuOf(deployment('a', greedy)), memoryOf(deployment('a', greedy))]).toEqual([100, 256])
    const sidecar = { ...container('i', '50m', '256Mi'), restartPolicy: 'Always' }
    const lasting = {
      strategy: still,
      template: template([container('a', '100m', '64Mi')], { initContainers: [sidecar] }),
    }
    expect([cpuOf(deployment('a', lasting)), memoryOf(deployment('a', lasting))]).toEqual([150, 320])
  })

  test('an autoscaler counts at its maximum, in the middle of a rollout', () => {
    const autoscaler = {
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'server', namespace: 'todo-app' },
      spec: { minReplicas: 2, maxReplicas: 4, scaleTargetRef: { kind: 'Deployment', name: 'server' } },
    }
    const rolling = { ...web, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } }
    expect(cpuOf(deployment('server', rolling), autoscaler)).toBe(500)
    expect(cpuOf(deployment('other', rolling), autoscaler)).toBe(200)
    expect(cpuOf(deployment('server', { ...web, strategy: undefined, replicas: 5 }))).toBe(700)
  })

  test('a DaemonSet counts on every node', () => {
    const agent = {
      kind: 'DaemonSet',
      metadata: { name: 'agent' },
      spec: { template: template([container('a', '20m', '16Mi')]) },
    }
    const on = (count: number) =>
      budgetOf({ ...empty, nodes: { ...freeNode, count }, objects: [agent] }).workloads[0]?.requests.cpu
    expect([on(1), on(3)]).toEqual([20, 60])
  })

  test('a database cluster counts with its volumes, of which each is 50 GB at least', () => {
    const cluster = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: 'postgres' },
      spec: { instances: 1, resources: { requests: { cpu: '100m', memory: '384Mi' } }, storage: { size: '10Gi' } },
    }
    expect(cpuOf(cluster)).toBe(100)
    expect(used('Volumes', cluster)).toBe(100)
    expect(used('Volumes', { ...cluster, apiVersion: 'cluster.x-k8s.io/v1' })).toBe(50)
  })

  test('a container that asks for nothing is an error; a limit alone is a request', () => {
    const silent = { name: 'a', resources: { limits: { memory: '64Mi' } } }
    const budget = withObjects(deployment('a', { template: template([silent]) }))
    expect(refusals(budget, true)).toEqual([
      'Deployment todo-app/a: a requests no cpu: set it, or the sum of requests lies.',
    ])
    const unset = deployment('a', {
      template: template([container('a', '1m', '1Mi')], { annotations: { 'dapr.io/enabled': 'true' } }),
    })
    expect(refusals(withObjects(unset), true)).toHaveLength(2)
  })

  test('what runs only when a chart is tested does not count', () => {
    const testPod = {
      kind: 'Pod',
      metadata: { name: 't', annotations: { 'helm.sh/hook': 'test' } },
      spec: { containers: [{ name: 't' }] },
    }
    expect(withObjects(testPod).workloads).toEqual([])
  })

  test('more pods never cost less', () => {
    fc.assert(
      fc.property(fc.nat({ max: 50 }), fc.nat({ max: 50 }), (few, more) => {
        const of = (replicas: number) => cpuOf(deployment('a', { ...web, replicas }))
        expect(of(few + more)).toBeGreaterThanOrEqual(of(few))
      }),
    )
  })
})

describe('the free limits', () => {
  const overs = (input: Partial<BudgetInput>, allowPaid = false) =>
    refusals(budgetOf({ ...empty, ...input }), allowPaid)

  test('one node of two OCPUs and 12 GB is free, anything above is refused', () => {
    expect(overs({})).toEqual([])
    expect(overs({ nodes: { ...freeNode, ocpus: 3 } })).toEqual([
      'A1 cores: 3 OCPU of 2 OCPU. Use less, or accept the bill: pulumi config set allowPaid true',
    ])
    expect(overs({ nodes: { ...freeNode, count: 2 } })).toHaveLength(2)
    expect(overs({ nodes: { ...freeNode, count: 2 } }, true)).toEqual([])
  })

  test('a fourth volume of 50 GB is refused only as a fifth with the boot volume', () => {
    const claim = (name: string) => ({
      kind: 'PersistentVolumeClaim',
      metadata: { name },
      spec: { resources: { requests: { storage: '1Gi' } } },
    })
    expect(overs({ objects: ['a', 'b', 'c'].map(claim) })).toEqual([])
    expect(overs({ objects: ['a', 'b', 'c', 'd'].map(claim) })).toEqual([
      expect.stringContaining('Volumes: 250 GB of 200 GB'),
    ])
  })

  test('one load balancer', () => {
    const service = (name: string) => ({ kind: 'Service', metadata: { name }, spec: { type: 'LoadBalancer' } })
    expect(overs({ objects: [service('a')] })).toEqual([])
    expect(overs({ objects: [service('a'), service('b')] })).toEqual([
      expect.stringContaining('Load balancers: 2 of 1.'),
    ])
  })

  test('log archiving every minute would use up the requests of a month', () => {
    const archive = (walMinutes: number) =>
      overs({ objectStorage: { deployments: 30, backups: { days: 7, walMinutes } } })
    expect(archive(10)).toEqual([])
    expect(archive(1)).toEqual(expect.arrayContaining([expect.stringContaining('Object Storage requests a month')]))
  })

  test('what does not fit on the nodes is refused even where paying is allowed', () => {
    const big = deployment('a', { template: template([container('a', '2', '1Gi')]), strategy: still })
    expect(overs({ objects: [big] }, true)).toEqual([expect.stringContaining('CPU that pods request')])
  })
})

test('a free node has room for about 1,800 m and 9 GiB', () => {
  const { cpu, memory } = allocatable(freeNode)
  expect(cpu).toBe(1_830)
  expect(Math.round(memory / mebibyte)).toBe(9_835)
})

test('the table shows what is used, of what, and by whom', () => {
  const rolling = deployment('web', { ...web, strategy: { rollingUpdate: { maxSurge: 1 } } })
  expect(budgetTable(withObjects(rolling)).split('\n')).toEqual([
    'Always Free                        used    limit',
    '───────────────────────────────  ──────  ───────  ─',
    'A1 cores                         2 OCPU   2 OCPU  ✓',
    'A1 memory                         12 GB    12 GB  ✓',
    'Volumes                           50 GB   200 GB  ✓',
    'Load balancers                        0        1  ✓',
    'Object Storage                   0.1 GB    20 GB  ✓',
    'Object Storage requests a month    1800    50000  ✓',
    'CPU that pods request             550 m   1830 m  ✓',
    'Memory that pods request         528 Mi  9835 Mi  ✓',
    '',
    'At most                  pods    CPU  memory',
    '───────────────────────  ────  ─────  ──────',
    'Deployment todo-app/web     2  200 m  128 Mi',
  ])
})
