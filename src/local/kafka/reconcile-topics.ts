import { setTimeout as delay } from 'node:timers/promises'
import type { Admin, ConfigEntries, ConfigResourceTypes, ConfigSource, Kafka } from 'kafkajs'
import { errorText, StartFailure } from '../start-failure.ts'
import { planTopics, type TopicPlan, type TopicState, wantedTopics } from './topic-plan.ts'

// The enumerations of kafkajs cannot be imported by name from an ES module.
const topicResource: ConfigResourceTypes = 2
const setOnTopic: ConfigSource = 1

const servedWithinMs = 15_000

/**
 * Creates the topics that are missing and sets what differs, unless `dryRun`; resolves with what was (or would be) done.
 * Never deletes and never changes partitions.
 *
 * @throws StartFailure where the broker cannot be reached or refuses
 */
export async function reconcileTopics(kafka: Kafka, { dryRun = false } = {}): Promise<TopicPlan> {
  const admin = kafka.admin({ retry: { retries: 2, initialRetryTime: 200 } })
  try {
    await admin.connect()
    const plan = planTopics(wantedTopics(), await actualTopics(admin))
    if (!dryRun) await carryOut(admin, plan)
    return plan
  } catch (error) {
    throw explain(error)
  } finally {
    await admin.disconnect()
  }
}

async function actualTopics(admin: Admin): Promise<TopicState[]> {
  const { topics } = await admin.fetchTopicMetadata()
  const ours = new Set(wantedTopics().map(({ name }) => name))
  const settings = await settingsOf(
    admin,
    topics.map(({ name }) => name).filter((name) => ours.has(name)),
  )
  return topics.map(({ name, partitions }) => {
    const entries = settings.get(name)?.map(({ configName, configValue }) => [configName, configValue])
    return { name, partitions: partitions.length, settings: Object.fromEntries(entries ?? []) }
  })
}

async function settingsOf(admin: Admin, names: readonly string[]): Promise<Map<string, ConfigEntries[]>> {
  if (names.length === 0) return new Map()
  const resources = names.map((name) => ({ type: topicResource, name }))
  const described = await admin.describeConfigs({ resources, includeSynonyms: false })
  return new Map(described.resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]))
}

async function carryOut(admin: Admin, { create, change }: TopicPlan): Promise<void> {
  if (create.length > 0) {
    const topics = create.map(({ name, partitions, settings }) => ({
      topic: name,
      numPartitions: partitions,
      // As many copies as the broker makes by itself: one where there is one broker.
      replicationFactor: -1,
      configEntries: Object.entries(settings).map(([setting, value]) => ({ name: setting, value })),
    }))
    await admin.createTopics({ topics, waitForLeaders: false })
    await untilServed(admin, create)
  }
  const wanted = wantedTopics().filter((topic) => change.some(({ name }) => name === topic.name))
  if (wanted.length === 0) return
  const names = wanted.map(({ name }) => name)
  const before = await settingsOf(admin, names)
  const resources = wanted.map(({ name, settings }) => {
    // All that a topic was given is set at once: what is not repeated here would be forgotten.
    const given = (before.get(name) ?? []).filter(({ configSource }) => configSource === setOnTopic)
    const all = { ...Object.fromEntries(given.map((entry) => [entry.configName, entry.configValue])), ...settings }
    const configEntries = Object.entries(all).map(([setting, value]) => ({ name: setting, value }))
    return { type: topicResource, name, configEntries }
  })
  await admin.alterConfigs({ resources, validateOnly: false })
}

/** A new topic is there a moment before all nodes know of it and each partition has one that serves it. */
async function untilServed(admin: Admin, topics: readonly TopicState[]): Promise<void> {
  for (const deadline = Date.now() + servedWithinMs; ; await delay(100)) {
    const present = new Map((await admin.fetchTopicMetadata()).topics.map((topic) => [topic.name, topic.partitions]))
    const served = ({ name, partitions }: TopicState) =>
      (present.get(name) ?? []).filter(({ leader }) => leader >= 0).length === partitions
    const missing = topics.filter((topic) => !served(topic)).map(({ name }) => name)
    if (missing.length === 0) return
    if (Date.now() > deadline) {
      throw new StartFailure(`The broker made ${missing.join(', ')} but does not serve them.`, 'Look into its log.')
    }
  }
}

const refusals: Record<string, string> = {
  TOPIC_AUTHORIZATION_FAILED: 'The user may not see, create or change these topics.',
  CLUSTER_AUTHORIZATION_FAILED: 'The user may not create or change topics.',
  ILLEGAL_SASL_STATE: 'It takes no users and passwords.',
  UNSUPPORTED_SASL_MECHANISM: 'It does not take users and passwords in this way.',
  SASL_AUTHENTICATION_FAILED: 'It does not accept the user and password.',
  POLICY_VIOLATION: 'A policy of the broker forbids the topics as they are wanted.',
  INVALID_CONFIG: 'It does not know one of the wanted settings.',
  INVALID_REPLICATION_FACTOR: 'It has too few nodes for the copies it wants to make of each topic.',
}

function explain(error: unknown): unknown {
  if (!(error instanceof Error) || !error.name.startsWith('KafkaJS')) return error
  const cause = innermost(error)
  const type = 'type' in cause && typeof cause.type === 'string' ? cause.type : ''
  if (type in refusals || cause.name === 'KafkaJSSASLAuthenticationError') {
    const said = refusals[type] ?? refusals.SASL_AUTHENTICATION_FAILED
    return new StartFailure(
      `The broker refuses: ${said} (${errorText(cause)})`,
      'Correct the broker’s rights or KAFKA_USERNAME and KAFKA_PASSWORD.',
      { cause: error },
    )
  }
  return new StartFailure(
    `The broker cannot be reached: ${errorText(cause)}.`,
    'Check KAFKA_BROKERS, KAFKA_TLS and that the broker runs.',
    { cause: error },
  )
}

/** The error that retries and batches wrap. */
function innermost(error: Error): Error {
  const inner: unknown = 'errors' in error && Array.isArray(error.errors) ? error.errors[0] : error.cause
  return inner instanceof Error ? innermost(inner) : error
}
