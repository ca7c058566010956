import * as pulumi from '@pulumi/pulumi'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { podRequests, podTemplateSchema } from '../budget/pod.ts'
import { type Graph, graphOf } from '../golden/graph.ts'
import { policies } from '../policy/policies.ts'
import { minikubeConfig, okeConfig, withSections } from '../testing/configurations.ts'
import { namespace } from './manifest.ts'

vi.spyOn(pulumi.log, 'info').mockResolvedValue()

const email = { to: 'owner@example.org', from: 'alerts@example.org', smarthost: 'smtp.example.org:587', username: 'me' }
const configs = {
  minikube: minikubeConfig,
  'minikube with a gateway': withSections(minikubeConfig, { access: { mode: 'local-ca' } }),
  oke: withSections(okeConfig, {
    monitoring: { alerts: { email } },
    alertSmtpPassword: 'hidden-password',
    alertWebhookUrl: 'https://hooks.example.org/hidden',
  }),
}

describe.each(Object.entries(configs))('monitoring on %s', (_, config) => {
  let graph: Graph
  beforeAll(async () => {
    graph = await graphOf(config)
  })
  const ofType = (type: string) =>
    Object.entries(graph)
      .filter(([key]) => key.split(' ')[0]?.endsWith(`:${type}`))
      .map(([key, { inputs }]) => ({ name: key.split(' ')[1] ?? '', inputs: inputs as never }))
  const inMonitoring = (inputs: { metadata?: { namespace?: string } }) => inputs.metadata?.namespace === namespace

  test('nothing of it can be reached from outside: no route, no ingress, no port of a node', () => {
    const services = ofType('Service').filter(({ inputs }) => inMonitoring(inputs))
    expect(services.length).toBe(4)
    for (const { inputs } of services) expect((inputs as { spec: { type: string } }).spec.type).toBe('ClusterIP')
    const routes = Object.entries(graph).filter(([key]) => /Route|Ingress|Gateway/i.test(key.split(' ')[0] ?? ''))
    for (const [key, { inputs }] of routes)
      expect(JSON.stringify(inputs), key).not.toMatch(/grafana|prometheus|loki|monitoring"/)
    // The gateway takes routes of namespaces with this label alone.
    const label = '"app.kubernetes.io/part-of":"todo-chatbot"'
    const space = ofType('Namespace').find(({ name }) => name === 'monitoring-namespace-monitoring')
    expect(JSON.stringify(space?.inputs)).not.toContain(label)
  })

  test('nothing comes in but what one part wants of another', () => {
    const rules = ofType('NetworkPolicy').filter(({ inputs }) => inMonitoring(inputs))
    const entered = rules.flatMap(
      ({ inputs }) => (inputs as { spec: { ingress?: { from?: object[] }[] } }).spec.ingress ?? [],
    )
    expect(entered.length).toBe(4)
    for (const { from = [] } of entered) {
      expect(from.length).toBeGreaterThan(0)
      expect(JSON.stringify(from)).not.toContain('ipBlock')
    }
    expect(rules.map(({ name }) => name)).toContain('monitoring-networkpolicy-deny-all')
  })

  test('every pod asks for CPU and memory, and what it keeps is bounded', () => {
    const running = [...ofType('Deployment'), ...ofType('DaemonSet')].filter(({ name }) =>
      name.startsWith('monitoring-'),
    )
    expect(running.length).toBe(5)
    const requests = running.map(({ inputs }) =>
      podRequests(podTemplateSchema.parse((inputs as { spec: { template: unknown } }).spec.template)),
    )
    expect(requests.flatMap(({ missing }) => missing)).toEqual([])
    const cpu = requests.reduce((sum, one) => sum + one.requests.cpu, 0)
    expect(cpu).toBeLessThanOrEqual(120)
    const text = JSON.stringify(running)
    expect(text).not.toContain('"emptyDir":{}')
    expect(text).not.toContain('persistentVolumeClaim')
  })

  test('no policy is broken, and secrets stay secret', async () => {
    const resources = Object.entries(graph).map(([key, { inputs }]) => {
      const [type = '', name = ''] = key.split(' ')
      return { type, name, props: inputs, urn: key }
    })
    const found: string[] = []
    for (const { validateStack } of policies)
      await validateStack({ resources } as never, (message) => found.push(message))
    expect(found).toEqual([])
    expect(JSON.stringify(graph)).not.toContain('hidden')
  })
})

test('alerts may go out to the port of the mail server that a stack names', async () => {
  const alerts = { email: { ...email, smarthost: 'smtp.example.org:2525', username: undefined } }
  const graph = await graphOf(withSections(minikubeConfig, { monitoring: { alerts } }))
  const [, policy] = Object.entries(graph).find(([key]) => key.endsWith(' monitoring-networkpolicy-alertmanager')) ?? []
  expect(JSON.stringify(policy?.inputs)).toContain('"port":2525')
})

test('switched off, nothing of it is made', async () => {
  const graph = await graphOf(withSections(okeConfig, { monitoring: { mode: 'off' } }))
  expect(Object.keys(graph).filter((key) => key.includes(' monitoring-'))).toEqual([])
})
