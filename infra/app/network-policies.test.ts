import { describe, expect, test } from 'vitest'
import { appNetworkPolicies, type Surroundings } from './network-policies.ts'

const surroundings: Surroundings = {
  postgres: { inCluster: true, port: 5432 },
  broker: { inCluster: true, ports: [9093] },
  kubernetesApi: { cidr: '10.0.1.0/28', port: 6443 },
}
type Way = { app: string; to: string; ports: unknown[] }

/** Each allowed way out, as app, destination and ports. */
function ways(given: Surroundings = surroundings): Way[] {
  return appNetworkPolicies(given).flatMap(({ metadata, spec }) => {
    const { egress = [] } = spec as { egress?: { to: object[]; ports: { port: unknown }[] }[] }
    return egress.map(({ to, ports }) => ({
      app: metadata.name,
      to: JSON.stringify(to),
      ports: ports.map(({ port }) => port),
    }))
  })
}

describe('network policies', () => {
  test('everything is closed to begin with, both ways, for every pod', () => {
    expect(appNetworkPolicies(surroundings)[0]?.spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
      ingress: [],
      egress: [],
    })
  })

  test('only the ingress reaches web, only named apps reach the server, nobody reaches a worker', () => {
    const entered = appNetworkPolicies(surroundings).filter(
      ({ spec }) => (spec as { ingress?: object[] }).ingress?.length,
    )
    expect(entered.map(({ metadata }) => metadata.name)).toEqual(['web', 'server'])
    expect(JSON.stringify(entered[0]?.spec)).toContain('"kubernetes.io/metadata.name":"ingress"')
    // The first is whose policy it is.
    const callers = [...JSON.stringify(entered[1]?.spec).matchAll(/kubernetes\.io\/name":"(\w+)"/g)].map(
      ([, app]) => app,
    )
    expect(callers).toEqual(['server', 'web', 'notifications', 'recurring'])
  })

  test('web reaches its server and nothing of the data', () => {
    expect(
      ways()
        .filter(({ app }) => app === 'web')
        .map(({ ports }) => ports),
    ).toEqual([[50_002]])
  })

  test('only notifications reaches the internet, at the ports of delivery, and no private network', () => {
    const outside = ways().filter(({ to }) => to.includes('0.0.0.0/0'))
    expect(outside.map(({ app, ports }) => [app, ports])).toEqual([['notifications', [443, 587, 465]]])
    expect(outside[0]?.to).toContain('169.254.0.0/16')
  })

  test('the migration reaches the database and the topics the broker, and neither the other', () => {
    expect(
      ways()
        .filter(({ app }) => app === 'migrate')
        .map(({ ports }) => ports),
    ).toEqual([[5432]])
    expect(
      ways()
        .filter(({ app }) => app === 'topics')
        .map(({ ports }) => ports),
    ).toEqual([[9093]])
  })

  test('external servers are reached at their ports, a language model only where there is one', () => {
    const outside = ways({
      ...surroundings,
      postgres: { inCluster: false, port: 6432 },
      broker: { inCluster: false, ports: [9092] },
      languageModel: 11_434,
    })
    const server = outside.filter(({ app, to }) => app === 'server' && to.includes('0.0.0.0/0'))
    expect(server.map(({ ports }) => ports)).toEqual([[6432], [9092], [11_434]])
  })
})
