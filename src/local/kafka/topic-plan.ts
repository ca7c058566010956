import { deadLetterShape, deadLetterTopic, topicNames, topics } from '../../domain/topology.ts'

/** A topic as it is or should be; settings by Kafka's names, only those that the topology decides on. */
export type TopicState = { name: string; partitions: number; settings: Readonly<Record<string, string>> }

export type TopicPlan = {
  create: TopicState[]
  /** Settings to bring to what is wanted. */
  change: { name: string; setting: string; from: string | undefined; to: string }[]
  /** Differences that only a person may settle: adding partitions breaks the order of keys, removing them loses events. */
  conflicts: string[]
  /** Topics that nothing here knows, most likely not ours. */
  unknown: string[]
}

/** The topics of the topology and their dead letters. */
export function wantedTopics(): TopicState[] {
  return topicNames.flatMap((name) => [
    topicState(name, topics[name]),
    topicState(deadLetterTopic(name), deadLetterShape),
  ])
}

function topicState(name: string, { partitions, retentionHours, retentionBytes }: typeof deadLetterShape): TopicState {
  const settings = {
    'cleanup.policy': 'delete',
    'retention.ms': String(retentionHours * 3_600_000),
    'retention.bytes': String(retentionBytes),
    // Sidecars compress; the broker keeps what they send as it is.
    'compression.type': 'producer',
    'max.message.bytes': '1048576',
  }
  return { name, partitions, settings }
}

/** What is to be done to get from `actual` to `wanted`. Nothing is ever deleted. */
export function planTopics(wanted: readonly TopicState[], actual: readonly TopicState[]): TopicPlan {
  const existing = new Map(actual.map((topic) => [topic.name, topic]))
  const plan: TopicPlan = { create: [], change: [], conflicts: [], unknown: [] }
  for (const topic of wanted) {
    const found = existing.get(topic.name)
    existing.delete(topic.name)
    if (found === undefined) {
      plan.create.push(topic)
      continue
    }
    if (found.partitions !== topic.partitions) {
      plan.conflicts.push(
        `${topic.name} has ${found.partitions} partitions instead of ${topic.partitions}; their number is fixed for good.`,
      )
    }
    for (const [setting, to] of Object.entries(topic.settings)) {
      const from = found.settings[setting]
      if (from !== to) plan.change.push({ name: topic.name, setting, from, to })
    }
  }
  plan.unknown = [...existing.keys()].filter((name) => !name.startsWith('__')).sort()
  return plan
}
