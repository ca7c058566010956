import type * as kubernetes from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { describe, expect, test } from 'vitest'
import { appIds } from '../../src/domain/topology.ts'
import { imagesByDigest, restrictedPods } from '../policy/pods.ts'
import { parseSettings, wrapSecrets } from '../settings.ts'
import { minikubeConfig, okeConfig, prebuiltReferences, withSections } from '../testing/configurations.ts'
import { type RecordedResource, record } from '../testing/record.ts'
import { App } from './app.ts'
import { brokerOf } from './broker.ts'
import { appSecrets } from './secrets.ts'
import { workloads } from './workloads.ts'

async function appOf(config: Record<string, string> = okeConfig, migrate = true): Promise<RecordedResource[]> {
  const parsed = parseSettings(config)
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  const { settings } = parsed
  const broker = brokerOf(settings.broker)
  const { resources } = await record(() => {
    const databaseAdminUrl = pulumi.secret('postgresql://postgres:x@postgres-rw.postgres.svc:5432/postgres')
    return new App('app', {
      images: prebuiltReferences as never,
      workloads: workloads({ settings, broker, url: 'https://todo.example.org' }),
      secrets: appSecrets({ secrets: wrapSecrets(parsed.secrets), databaseAdminUrl, broker }),
      broker,
      surroundings: {
        postgres: { inCluster: true, port: 5432 },
        broker: { inCluster: true, ports: [9093] },
        kubernetesApi: { cidr: '10.0.1.0/28', port: 6443 },
      },
      pullCredentials: { server: 'fra.ocir.io', username: 'namespace/user', password: pulumi.secret('token') },
      migrate,
      after: [],
    })
  })
  return resources
}

const named = (resources: RecordedResource[], name: string): RecordedResource => {
  const found = resources.find((resource) => resource.name === name)
  if (!found) throw new Error(`No ${name} in ${resources.map((resource) => resource.name).join(', ')}`)
  return found
}

describe('workloads', () => {
  test('no number of replicas where an autoscaler rules, so that a deployment under load does not scale down', async () => {
    const resources = await appOf()
    for (const app of ['web', 'server']) {
      expect(named(resources, `${app}-deployment`).inputs.spec).not.toHaveProperty('replicas')
      expect(named(resources, `${app}-autoscaler`).inputs.spec).toMatchObject({
        scaleTargetRef: { kind: 'Deployment', name: app },
      })
    }
    for (const app of ['notifications', 'recurring']) {
      expect(named(resources, `${app}-deployment`).inputs.spec).toMatchObject({ replicas: 1 })
      expect(resources.map(({ name }) => name)).not.toContain(`${app}-autoscaler`)
    }
  })

  test('a stopping pod works on until all who call it know, and has time to close after that', async () => {
    const resources = await appOf()
    const drains = appIds.map((app) => {
      const { template } = named(resources, `${app}-deployment`).inputs
        .spec as kubernetes.types.output.apps.v1.DeploymentSpec
      const seconds = template.spec.containers[0]?.lifecycle?.preStop?.sleep?.seconds ?? 0
      expect(template.spec.terminationGracePeriodSeconds).toBeGreaterThanOrEqual(seconds + 40)
      return [app, seconds]
    })
    // Sidecars keep the addresses of those they call for 20 s, of names that are up to 5 s old.
    expect(Object.fromEntries(drains)).toEqual({ server: 30, web: 5, notifications: 5, recurring: 5 })
  })

  test('every pod keeps to the policies of pods', async () => {
    const pods = (await appOf()).map(({ type, inputs }) => ({ type, props: inputs }))
    expect(pods.flatMap(restrictedPods)).toEqual([])
    expect(pods.flatMap(imagesByDigest({ loaded: false }))).toEqual([])
  })

  test('budgets never keep a node from being drained', async () => {
    const budgets = (await appOf()).filter(({ type }) => type.endsWith(':PodDisruptionBudget'))
    expect(budgets).toHaveLength(appIds.length)
    for (const { inputs } of budgets) expect(inputs.spec).toMatchObject({ maxUnavailable: 1 })
  })

  test('the sidecar has the token of the Kubernetes API, the app has none, and web has neither', async () => {
    const resources = await appOf()
    const pod = (app: string) =>
      named(resources, `${app}-deployment`).inputs.spec as never as {
        template: { metadata: { annotations: object }; spec: object }
      }
    for (const app of appIds) {
      expect(pod(app).template.spec).toMatchObject({ automountServiceAccountToken: false })
      expect(JSON.stringify(pod(app).template.spec).match(/serviceAccountToken"/g) ?? []).toHaveLength(
        app === 'web' ? 0 : 1,
      )
      expect(JSON.stringify(pod(app).template.spec)).not.toContain('mountPath":"/var/run/secrets')
    }
    expect(pod('server').template.metadata.annotations).toMatchObject({
      'dapr.io/volume-mounts': 'kubernetes-api:/var/run/secrets/kubernetes.io/serviceaccount',
      'dapr.io/config': 'server-sidecar',
      'dapr.io/app-port': '8080',
      'dapr.io/scheduler-host-address': '',
    })
  })

  test('a sidecar may read named Secrets, and only get them', async () => {
    const resources = await appOf()
    expect(named(resources, 'notifications-secrets').inputs).toBeDefined()
    const roles = resources.filter(({ type }) => type.endsWith(':Role'))
    expect(roles.map(({ name }) => name)).toEqual(['notifications-secrets', 'recurring-secrets', 'server-secrets'])
    for (const { inputs } of roles) {
      const [rule] = inputs.rules as { verbs: string[]; resourceNames: string[] }[]
      expect(rule?.verbs).toEqual(['get'])
      expect(rule?.resourceNames.length).toBeGreaterThan(0)
    }
    expect(named(resources, 'recurring-secrets').inputs.rules).toMatchObject([
      { resourceNames: ['database-url-state'] },
    ])
  })

  test('every variable of a secret and every named Secret exists', async () => {
    const resources = await appOf()
    const secrets = new Set(
      resources
        .filter(({ type }) => type === 'kubernetes:core/v1:Secret')
        .map(({ inputs }) => (inputs.metadata as { name: string }).name),
    )
    const text = JSON.stringify(resources)
    const used = [
      ...text.matchAll(/"secretKeyRef":\{[^}]*"name":"([^"]+)"/g),
      ...text.matchAll(/"secretRef":\{"name":"([^"]+)"/g),
    ]
    const annotated = [...text.matchAll(/"dapr\.io\/(?:api|app)-token-secret":"([^"]+)"/g)]
    for (const [, name] of [...used, ...annotated]) expect(secrets).toContain(name)
    expect(used.length).toBeGreaterThan(8)
    for (const [, names] of text.matchAll(/"resourceNames":\[([^\]]+)\]/g)) {
      for (const [, name] of (names ?? '').matchAll(/"([^"]+)"/g)) expect(secrets).toContain(name)
    }
  })

  test('no secret is in plain sight', async () => {
    const text = JSON.stringify(await appOf())
    expect(text).not.toContain('postgresql://')
    expect(text).not.toContain('a'.repeat(64))
  })
})

describe('rollout', () => {
  test('database and topics come before the processes, and those that are called before those that call', async () => {
    const resources = await appOf()
    const waits = (name: string) => named(resources, name).dependsOn
    expect(waits('server-deployment')).toEqual(expect.arrayContaining(['app-migrate', 'app-topics']))
    expect(waits('notifications-deployment')).toEqual(expect.arrayContaining(['server-deployment']))
    expect(waits('web-deployment')).toEqual(expect.arrayContaining(['server-deployment', 'notifications-deployment']))
    expect(waits('app-migrate')).toEqual(expect.arrayContaining(['app-secret-migration', 'app-policy-migrate']))
  })

  test('a Job is named by its image, has no sidecar and knows one Secret', async () => {
    const { inputs } = named(await appOf(), 'app-migrate')
    expect(inputs.metadata).toMatchObject({ name: expect.stringMatching(/^migrate-[0-9a-f]{10}$/) })
    const text = JSON.stringify(inputs)
    expect(text).toContain('"dapr.io/enabled":"false"')
    expect([...text.matchAll(/secretRef|secretKeyRef/g)]).toHaveLength(1)
  })

  test('putting an older release back skips the migration', async () => {
    expect((await appOf(okeConfig, false)).map(({ name }) => name)).not.toContain('app-migrate')
  })
})

test('a mail server: its sender is told to who offers and who sends mail, its address is a Secret of who sends', async () => {
  const mail = { from: 'Tasks <tasks@example.org>' }
  expect(parseSettings(withSections(okeConfig, { mail }))).toMatchObject({
    problems: [expect.stringContaining('smtpUrl')],
  })
  const smtpUrl = 'smtp://user:password@mail.example.org:587'
  const resources = await appOf(withSections(okeConfig, { mail, smtpUrl }))
  for (const app of appIds) {
    const text = JSON.stringify(named(resources, `${app}-deployment`).inputs)
    expect(text.includes('tasks@example.org')).toBe(app === 'server' || app === 'notifications')
    expect(text).not.toContain('password@')
  }
  const roleOf = (app: string) => JSON.stringify(named(resources, `${app}-secrets`).inputs)
  expect(roleOf('notifications')).toContain('smtp-url')
  expect(roleOf('server')).not.toContain('smtp-url')
})

test('an external broker: its address, user and password reach server and sidecars', async () => {
  const external = { mode: 'external', servers: ['kafka.example.org:9092'], username: 'todo' }
  const resources = await appOf(withSections(minikubeConfig, { broker: external, brokerPassword: 'hidden-password' }))
  const server = JSON.stringify(named(resources, 'server-deployment').inputs)
  expect(server).toContain('{"name":"KAFKA_BROKERS","value":"kafka.example.org:9092"}')
  expect(JSON.stringify(named(resources, 'app-dapr-component-pubsub').inputs)).toContain('"saslUsername"')
  expect(JSON.stringify(named(resources, 'app-topics').inputs)).toContain('KAFKA_PASSWORD')
  expect(JSON.stringify(resources)).not.toContain('hidden-password')
})
