import * as pulumi from '@pulumi/pulumi'
import { describe, expect, test } from 'vitest'
import { parseSettings } from '../settings.ts'
import type { Settings } from '../settings-schema.ts'
import { minikubeConfig, okeConfig, withSections } from '../testing/configurations.ts'
import { record, settled } from '../testing/record.ts'
import { charts } from '../versions.ts'
import { installChart, locateChart, plainValues, renderChart } from './chart.ts'
import { daprChart } from './dapr.ts'
import { type Place, planAddons, plannedNamespaces } from './plan.ts'

function settingsOf(config: Record<string, string>): Settings {
  const parsed = parseSettings(config)
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  return parsed.settings
}

const minikubePlace: Place = {
  entrance: { annotations: {}, serviceType: 'ClusterIP', trustedProxies: [] },
  lacks: { networkPolicyEngine: false, metricsServer: false },
  smallestVolumeGb: 1,
}
const okePlace: Place = {
  entrance: {
    annotations: { shape: 'flexible' },
    serviceType: 'LoadBalancer',
    trustedProxies: ['10.0.1.16/28'],
    address: pulumi.output('203.0.113.9'),
  },
  lacks: { networkPolicyEngine: true, metricsServer: true },
  storageClass: 'oci-bv',
  smallestVolumeGb: 50,
}

const plan = (config: Record<string, string>, place: Place) => planAddons(settingsOf(config), place)
const names = (config: Record<string, string>, place: Place) => plan(config, place).map(({ name }) => name)
const external = {
  broker: { mode: 'external', servers: ['kafka.example.org:9092'], username: 'todo' },
  brokerPassword: 'password',
  postgres: { mode: 'external' },
  databaseAdminUrl: 'postgresql://admin:password@db.example.org/postgres',
}

describe('add-ons of a stack', () => {
  test('on Minikube without certificate and gateway: a port of the machine is enough', () => {
    expect(names(minikubeConfig, minikubePlace)).toEqual(['dapr', 'redpanda', 'postgres'])
    expect(names(withSections(minikubeConfig, { access: { mode: 'local-ca' } }), minikubePlace)).toEqual([
      'dapr',
      'redpanda',
      'postgres',
      'certificates',
      'ingress',
    ])
  })

  test('on OKE all of them, and of external broker and database none', () => {
    expect(names(okeConfig, okePlace)).toEqual([
      'dapr',
      'redpanda',
      'postgres',
      'certificates',
      'ingress',
      'metrics-server',
    ])
    const fewer = plan(withSections(okeConfig, external), okePlace)
    expect(fewer.map(({ name }) => name)).toEqual(['dapr', 'certificates', 'ingress', 'metrics-server'])
    expect(plannedNamespaces(fewer)).toEqual(['app', 'dapr', 'certificates', 'ingress'])
  })

  test('volumes are as large as the platform makes them anyway', () => {
    const cluster = plan(okeConfig, okePlace)
      .flatMap(({ manifests }) => manifests)
      .find(({ kind }) => kind === 'Cluster')
    expect(cluster?.spec.storage).toEqual({ size: '50Gi', storageClass: 'oci-bv' })
  })

  test('only the balancer may name the client, and it names it in its own header', () => {
    const ingress = plan(okeConfig, okePlace).find(({ name }) => name === 'ingress')
    const { ports } = ingress?.charts[0]?.values ?? {}
    for (const entryPoint of ['web', 'websecure']) {
      expect(ports).toHaveProperty(`${entryPoint}.proxyProtocol`, { trustedIPs: ['10.0.1.16/28'] })
      expect(ports).toHaveProperty(`${entryPoint}.forwardedHeaders`, { trustedIPs: [], insecure: false })
    }
  })

  test('a certificate is for the reserved address, the own name or the own machine', async () => {
    const certificate = (config: Record<string, string>, place: Place) =>
      plan(config, place)
        .flatMap(({ manifests }) => manifests)
        .filter(({ kind }) => kind === 'Certificate')
        .at(-1)?.spec
    const { ipAddresses } = (certificate(okeConfig, okePlace) ?? {}) as { ipAddresses: pulumi.Output<string>[] }
    expect(await settled(ipAddresses[0] ?? '')).toBe('203.0.113.9')
    const domain = { access: { mode: 'domain', host: 'todo.example.org', email: 'owner@example.org' } }
    expect(certificate(withSections(okeConfig, domain), okePlace)).toMatchObject({ dnsNames: ['todo.example.org'] })
    const local = withSections(minikubeConfig, { access: { mode: 'local-ca' } })
    expect(certificate(local, minikubePlace)).toMatchObject({ dnsNames: ['todo.localhost'] })
  })

  test('Dapr has no scheduler with its volumes, and replaces pods that came up without their sidecar', () => {
    expect(daprChart().values).toMatchObject({
      global: { scheduler: { enabled: false }, actors: { enabled: false }, mtls: { enabled: true } },
      dapr_operator: { watchInterval: '10s' },
      dapr_rbac: { secretReader: { enabled: false } },
    })
  })
})

describe('charts', () => {
  test('come from their repository at the pinned version, or from a folder', () => {
    expect(locateChart('dapr', { source: 'public' })).toEqual({
      chart: 'dapr',
      version: charts.dapr.version,
      repository: charts.dapr.repository,
    })
    expect(locateChart('dapr', { source: 'folder', folder: '/charts' })).toEqual({ chart: '/charts/dapr' })
    expect(locateChart('dapr', { source: 'folder', folder: 'charts' }).chart).toMatch(/^\/.+\/charts\/dapr$/)
  })

  test('every version is pinned exactly', () => {
    for (const { version } of Object.values(charts)) expect(version).toMatch(/^v?\d+\.\d+\.\d+$/)
  })

  test('are installed as releases, with what is known only later left open', async () => {
    const { resources } = await record(() => installChart(daprChart(), { source: 'public' }, {}))
    expect(resources[0]).toMatchObject({
      type: 'kubernetes:helm.sh/v3:Release',
      name: 'dapr',
      inputs: { chart: 'dapr', namespace: 'dapr-system', version: charts.dapr.version },
    })
    expect(plainValues({ a: [pulumi.output('x'), 1], b: { c: true } })).toEqual({
      a: ['known-later', 1],
      b: { c: true },
    })
  })

  test('are rendered by the provider with the same values', async () => {
    let asked: Record<string, unknown> = {}
    const answer = (inputs: Record<string, unknown>) => {
      asked = JSON.parse(String(inputs.jsonOpts))
      return { result: [{ kind: 'Deployment' }] }
    }
    const { result } = await record(() => renderChart(daprChart(), { source: 'public' }), {
      calls: { 'kubernetes:helm:template': answer },
    })
    expect(result).toEqual([{ kind: 'Deployment' }])
    expect(asked).toMatchObject({
      chart: 'dapr',
      release_name: 'dapr',
      namespace: 'dapr-system',
      values: daprChart().values,
    })
  })
})
