import { expect, test } from 'vitest'
import { secretNames } from '../../src/domain/environment.ts'
import {
  appIds,
  deadLetterTopic,
  invocations,
  schedules,
  subscriptions,
  topicNames,
} from '../../src/domain/topology.ts'
import { daprObjects } from './dapr-objects.ts'
import type { Component, Configuration, DaprObject, Resiliency } from './objects.ts'
import type { DaprSettings } from './settings.ts'

const settings: DaprSettings = {
  broker: { addresses: ['one:9092', 'two:9092'], tls: false },
  secretStore: { kind: 'kubernetes' },
  namespace: 'todo',
}

function ofKind<K extends DaprObject['kind']>(kind: K, given = settings) {
  return daprObjects(given).filter((object): object is Extract<DaprObject, { kind: K }> => object.kind === kind)
}

const component = (name: string, given = settings): Component => {
  const found = ofKind('Component', given).find(({ metadata }) => metadata.name === name)
  return found ?? expect.fail(`no component ${name}`)
}
const settingOf = ({ spec }: Component, name: string): string | undefined => {
  const item = spec.metadata.find((each) => each.name === name)
  return item !== undefined && 'value' in item ? item.value : undefined
}
const configuration = (app: string): Configuration['spec'] =>
  ofKind('Configuration').find(({ metadata }) => metadata.name === `${app}-sidecar`)?.spec ?? expect.fail(app)

test('no two objects of a kind share a name, and whatever can have scopes has some', () => {
  const objects = daprObjects(settings)
  const names = objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`)
  expect(new Set(names).size).toBe(names.length)
  for (const object of objects) {
    if (object.kind !== 'Configuration') expect(object.scopes.length, object.metadata.name).toBeGreaterThan(0)
  }
  expect(ofKind('Configuration')).toHaveLength(appIds.length)
})

test('an app gets the components that it needs and no others', () => {
  const names = (app: (typeof appIds)[number]) =>
    ofKind('Component')
      .filter(({ scopes }) => scopes.includes(app))
      .map(({ metadata }) => metadata.name)
      .sort()
  expect(names('web')).toEqual([])
  expect(names('server')).toEqual(['pubsub', 'purge-expired', 'reminder-sweep', 'secrets'])
  expect(names('notifications')).toEqual(['pubsub', 'secrets', 'statestore'])
  expect(names('recurring')).toEqual(['pubsub', 'secrets', 'statestore'])
})

test('only the publisher publishes, consumers give up to their own dead letters alone, and each reads its own', () => {
  const pubsub = component('pubsub')
  expect(settingOf(pubsub, 'publishingScopes')).toBe(
    'server=task-events,reminders,deliveries,task-updates;notifications=reminders-dead,deliveries-dead;recurring=task-events-dead',
  )
  expect(settingOf(pubsub, 'subscriptionScopes')).toBe(
    'server=;notifications=reminders,deliveries;recurring=task-events',
  )
  expect(settingOf(pubsub, 'allowedTopics')?.split(',')).toEqual([...topicNames, ...topicNames.map(deadLetterTopic)])
})

test('every app is a consumer group of its own that begins with the oldest event', () => {
  const pubsub = component('pubsub')
  expect(settingOf(pubsub, 'consumerGroup')).toBe('{appID}')
  expect(settingOf(pubsub, 'initialOffset')).toBe('oldest')
  expect(settingOf(pubsub, 'brokers')).toBe('one:9092,two:9092')
})

test('every subscription of the topology is declared, for its app, with dead letters', () => {
  const declared = ofKind('Subscription').map(({ spec, scopes }) => ({
    scopes,
    topic: spec.topic,
    dead: spec.deadLetterTopic,
    route: spec.routes.default,
  }))
  expect(declared).toEqual(
    subscriptions.map(({ app, topic, route }) => ({ scopes: [app], topic, dead: `${topic}-dead`, route })),
  )
})

test('every schedule of the topology is a cron binding of its app', () => {
  for (const { name, app, schedule } of schedules) {
    const binding = component(name)
    expect(binding.spec.type).toBe('bindings.cron')
    expect(binding.scopes).toEqual([app])
    expect(settingOf(binding, 'schedule')).toBe(schedule)
  }
})

test('calls are refused but for the routes of the topology, by their callers', () => {
  for (const app of appIds) expect(configuration(app).accessControl.defaultAction).toBe('deny')
  for (const app of appIds.filter((each) => each !== 'server')) {
    expect(configuration(app).accessControl.policies).toEqual([])
  }
  const allowed = configuration('server').accessControl.policies.map(({ appId, operations, ...policy }) => {
    expect(policy).toEqual({ defaultAction: 'deny', trustDomain: 'public', namespace: 'todo' })
    return [appId, operations.map(({ name, httpVerb, action }) => `${action} ${httpVerb} ${name}`)]
  })
  expect(Object.fromEntries(allowed)).toEqual({
    web: ['allow * /api/**'],
    notifications: [
      `allow POST ${invocations.planReminders.route}`,
      `allow POST ${invocations.reportDeliveries.route}`,
      `allow POST ${invocations.openDelivery.route}`,
      `allow POST ${invocations.settleDelivery.route}`,
    ],
    recurring: [`allow POST ${invocations.advanceSeries.route}`],
  })
})

test('an app reads the secrets named for it and no others, from no store', () => {
  for (const app of appIds) {
    expect(configuration(app).secrets.scopes).toEqual([
      { storeName: 'secrets', defaultAccess: 'deny', allowedSecrets: secretNames[app] },
      { storeName: 'kubernetes', defaultAccess: 'deny', allowedSecrets: [] },
    ])
  }
})

test('an app may ask its sidecar only for what it uses', () => {
  const allowed = (app: string) =>
    configuration(app)
      .api.allowed.filter(({ protocol }) => protocol === 'http')
      .map(({ name, version }) => `${name} ${version}`)
  expect(allowed('web')).toEqual(['metadata v1', 'invoke v1'])
  expect(allowed('server')).toEqual(['metadata v1', 'publish v1', 'secrets v1', 'publish v1alpha1'])
  expect(allowed('recurring')).toEqual(['metadata v1', 'invoke v1', 'state v1'])
})

function namesIn(resiliency: Resiliency): { kind: keyof Resiliency['spec']['policies']; name: string }[] {
  const { apps, components } = resiliency.spec.targets
  const used = [...Object.values(apps), ...Object.values(components).flatMap((each) => [each.inbound, each.outbound])]
  return used.flatMap((policy) => [
    ...(policy?.timeout ? [{ kind: 'timeouts', name: policy.timeout } as const] : []),
    ...(policy?.retry ? [{ kind: 'retries', name: policy.retry } as const] : []),
    ...(policy?.circuitBreaker ? [{ kind: 'circuitBreakers', name: policy.circuitBreaker } as const] : []),
  ])
}

test('every policy that a target names is there, and every target is of an app that has it', () => {
  for (const resiliency of ofKind('Resiliency')) {
    expect(namesIn(resiliency).length).toBeGreaterThan(3)
    for (const { kind, name } of namesIn(resiliency)) expect(resiliency.spec.policies[kind]).toHaveProperty(name)
    for (const name of Object.keys(resiliency.spec.targets.components)) {
      expect(component(name).scopes, name).toEqual(expect.arrayContaining([...resiliency.scopes.slice(0, 1)]))
    }
  }
})

test('nothing of it is on the way from browsers, and nothing opens before events that come in', () => {
  for (const { scopes, spec } of ofKind('Resiliency')) {
    expect(scopes).not.toContain('web')
    for (const { inbound } of Object.values(spec.targets.components)) expect(inbound?.circuitBreaker).toBeUndefined()
  }
  const calling = ofKind('Resiliency').filter(({ spec }) => 'server' in spec.targets.apps)
  expect(calling.map(({ scopes }) => scopes)).toEqual([['notifications', 'recurring']])
})

test('events are brought again without end: only their consumer gives them up', () => {
  const consumers = ofKind('Resiliency').find(({ metadata }) => metadata.name === 'consumers')
  expect(consumers?.spec.targets.components.pubsub?.inbound?.retry).toBe('delivery')
  // An exponential policy would end after a quarter of an hour, whatever the number of retries.
  expect(consumers?.spec.policies.retries.delivery).toMatchObject({ policy: 'constant', maxRetries: -1 })
})

test('passwords and URLs are never values, but come from the secret store', () => {
  const withUser: DaprSettings = {
    ...settings,
    broker: { addresses: ['one:9092'], tls: true, sasl: { mechanism: 'SCRAM-SHA-512', username: 'todo' } },
  }
  const refs = (name: string) =>
    component(name, withUser).spec.metadata.flatMap((item) =>
      'secretKeyRef' in item ? [[item.name, item.secretKeyRef]] : [],
    )
  expect(refs('pubsub')).toEqual([['saslPassword', { name: 'kafka-password', key: 'kafka-password' }]])
  expect(refs('statestore')).toEqual([['connectionString', { name: 'database-url-state', key: 'database-url-state' }]])
  for (const { auth } of [component('pubsub', withUser), component('statestore')])
    expect(auth).toEqual({ secretStore: 'secrets' })
  expect(settingOf(component('pubsub', withUser), 'saslMechanism')).toBe('SHA-512')
  expect(settingOf(component('pubsub', withUser), 'disableTls')).toBe('false')
})

test('TLS that the sidecar would quietly leave out is refused', () => {
  const open = { ...settings, broker: { addresses: ['one:9092'], tls: true } }
  expect(() => daprObjects(open)).toThrow('KAFKA_SASL_MECHANISM or KAFKA_CA')
  const trusted = { ...open, broker: { ...open.broker, ca: 'PEM' } }
  expect(settingOf(component('pubsub', trusted), 'authType')).toBe('certificate')
  expect(settingOf(component('pubsub'), 'authType')).toBe('none')
})
