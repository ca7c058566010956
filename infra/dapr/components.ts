import { type Broker, brokerPasswordSecret, type SaslMechanism } from '../../src/domain/broker.ts'
import {
  type AppId,
  appIds,
  components,
  deadLetterTopic,
  publisher,
  schedules,
  stateUsers,
  subscriptions,
  type Topic,
  topicNames,
} from '../../src/domain/topology.ts'
import type { Component, MetadataItem } from './objects.ts'
import { type DaprSettings, sidecarSecrets } from './settings.ts'

/** Every component, each for the apps that need it and no other. */
export function daprComponents(settings: DaprSettings): Component[] {
  return [secretStore(settings), pubsub(settings.broker), stateStore(), ...cronBindings()]
}

const apiVersion = 'dapr.io/v1alpha1'
const fromStore = { auth: { secretStore: components.secrets } }
const plain = (values: Readonly<Record<string, string>>): MetadataItem[] =>
  Object.entries(values).map(([name, value]) => ({ name, value }))
const secret = (name: string, key: string): MetadataItem => ({ name, secretKeyRef: { name: key, key } })

const consumers = [...new Set(subscriptions.map(({ app }) => app))]
const allTopics = [...topicNames, ...topicNames.map(deadLetterTopic)]

/** What an app may publish: the publisher every topic, a consumer the dead letters of what it consumes. */
function publishableBy(app: AppId): string[] {
  const consumed = subscriptions.filter((subscription) => subscription.app === app)
  const given = consumed.map(({ topic }) => deadLetterTopic(topic))
  return app === publisher ? [...topicNames, ...given] : given
}

const consumedBy = (app: AppId): Topic[] => subscriptions.filter((each) => each.app === app).map(({ topic }) => topic)

/** `app=topic,topic;app=…`; an app without topics stands there too, as one that is left out may use them all. */
const scoped = (apps: readonly AppId[], topicsOf: (app: AppId) => readonly string[]): string =>
  apps.map((app) => `${app}=${topicsOf(app).join(',')}`).join(';')

function pubsub(broker: Broker): Component {
  const scopes = appIds.filter((app) => app === publisher || consumers.includes(app))
  return {
    apiVersion,
    kind: 'Component',
    metadata: { name: components.pubsub },
    spec: {
      type: 'pubsub.kafka',
      version: 'v1',
      metadata: [
        ...plain({
          brokers: broker.addresses.join(','),
          // Replicas of an app share its events; the sidecar puts its app-id here.
          consumerGroup: '{appID}',
          clientId: '{appID}',
          // A group that reads for the first time begins with what already waits.
          initialOffset: 'oldest',
          // What could not even be given to the dead letters is tried again, for ever and in order.
          consumeRetryEnabled: 'true',
          consumeRetryInterval: '1s',
          backOffPolicy: 'exponential',
          backOffMaxInterval: '10s',
          backOffMaxElapsedTime: '0',
          sessionTimeout: '10s',
          heartbeatInterval: '3s',
          consumerGroupRebalanceStrategy: 'sticky',
          compression: 'gzip',
          maxMessageBytes: '1048576',
          allowedTopics: allTopics.join(','),
          publishingScopes: scoped(scopes, publishableBy),
          subscriptionScopes: scoped(scopes, consumedBy),
        }),
        ...signIn(broker),
      ],
    },
    ...fromStore,
    scopes,
  }
}

const mechanisms: Record<SaslMechanism, string> = {
  PLAIN: 'PLAINTEXT',
  'SCRAM-SHA-256': 'SHA-256',
  'SCRAM-SHA-512': 'SHA-512',
}

/** Daprd speaks TLS only together with a password or with the authority's certificate. */
function signIn({ tls, ca, sasl }: Broker): MetadataItem[] {
  if (tls && sasl === undefined && ca === undefined)
    throw new Error('Sidecars speak TLS to brokers only with KAFKA_SASL_MECHANISM or KAFKA_CA.')
  const authority: Record<string, string> = ca === undefined ? {} : { caCert: ca }
  if (sasl === undefined) return plain(tls ? { authType: 'certificate', ...authority } : { authType: 'none' })
  return [
    ...plain({
      authType: 'password',
      saslMechanism: mechanisms[sasl.mechanism],
      saslUsername: sasl.username,
      disableTls: String(!tls),
      ...authority,
    }),
    secret('saslPassword', brokerPasswordSecret),
  ]
}

function stateStore(): Component {
  return {
    apiVersion,
    kind: 'Component',
    metadata: { name: components.state },
    spec: {
      type: 'state.postgresql',
      version: 'v2',
      metadata: [
        secret('connectionString', sidecarSecrets.stateDatabase),
        ...plain({
          tablePrefix: 'sidecar_',
          metadataTableName: 'sidecar_metadata',
          timeout: '5s',
          // Leases live for minutes; what has expired is unreadable at once and removed now and then.
          cleanupInterval: '10m',
          maxConns: '4',
          connectionMaxIdleTime: '5m',
          keyPrefix: 'appid',
          actorStateStore: 'false',
        }),
      ],
    },
    ...fromStore,
    scopes: stateUsers,
  }
}

/** Every sidecar loads it, as it resolves what other components refer to; what apps may read is their configuration's. */
function secretStore({ secretStore: store }: DaprSettings): Component {
  const file: Record<string, string> = store.kind === 'file' ? { secretsFile: store.file, multiValued: 'false' } : {}
  return {
    apiVersion,
    kind: 'Component',
    metadata: { name: components.secrets },
    spec: {
      type: store.kind === 'file' ? 'secretstores.local.file' : 'secretstores.kubernetes',
      version: 'v1',
      metadata: plain(file),
    },
    scopes: appIds.filter((app) => app !== 'web'),
  }
}

function cronBindings(): Component[] {
  return schedules.map(({ name, app, schedule }) => ({
    apiVersion,
    kind: 'Component',
    metadata: { name },
    spec: { type: 'bindings.cron', version: 'v1', metadata: plain({ schedule, direction: 'input' }) },
    scopes: [app],
  }))
}
