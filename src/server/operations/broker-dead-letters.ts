import { type Kafka, Partitioners } from 'kafkajs'
import { parseEvent } from '../../domain/events.ts'
import { deadLetterTopic, type Topic, topicNames } from '../../domain/topology.ts'
import { readTopic, type TopicMessage } from './read-topic.ts'

/** An event that a consumer gave up, as the broker keeps it. */
export type DeadLetter = TopicMessage & {
  /** Names it in commands. */
  id: string
  topic: Topic
  /** What was wrong with it, as far as it can be told: its form, or nothing. */
  problem: string | undefined
}

/** Its offsets are how far dead letters were delivered again. */
export const replayGroup = 'dead-letter-replay'

/** The dead letters that were not delivered again yet, oldest first. */
export async function listDeadLetters(kafka: Kafka): Promise<DeadLetter[]> {
  const letters: DeadLetter[] = []
  for (const topic of topicNames) {
    for (const message of await readTopic(kafka, deadLetterTopic(topic), replayGroup)) {
      const id = `${topic}/${message.partition}/${message.offset}`
      letters.push({ ...message, id, topic, problem: problemOf(message.value) })
    }
  }
  return letters.sort((a, b) => a.at.getTime() - b.at.getTime())
}

/**
 * Publishes dead letters to the topics they came from: the one of that id, or all that were not yet. Consumers know what
 * they have done, so one that comes again does nothing twice. Returns how many.
 */
export async function replayDeadLetters(kafka: Kafka, which: string): Promise<number> {
  const listed = await listDeadLetters(kafka)
  const chosen = which === 'all' ? listed : listed.filter(({ id }) => id === which)
  if (chosen.length === 0) return 0
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  try {
    for (const { topic, key, value, headers } of chosen)
      await producer.send({ topic, messages: [{ key, value, headers: withoutRouting(headers) }] })
  } finally {
    await producer.disconnect()
  }
  if (which === 'all') await rememberReplayed(kafka, chosen)
  return chosen.length
}

/** A sidecar keeps the message's key among the headers as well, and takes what begins so for its own. */
const withoutRouting = (headers: TopicMessage['headers']): TopicMessage['headers'] =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith('__')))

async function rememberReplayed(kafka: Kafka, letters: readonly DeadLetter[]): Promise<void> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    for (const [topic, ofTopic] of Map.groupBy(letters, (letter) => letter.topic)) {
      const next = new Map<number, bigint>()
      for (const { partition, offset } of ofTopic) {
        const after = BigInt(offset) + 1n
        if (after > (next.get(partition) ?? 0n)) next.set(partition, after)
      }
      const partitions = [...next].map(([partition, offset]) => ({ partition, offset: String(offset) }))
      await admin.setOffsets({ groupId: replayGroup, topic: deadLetterTopic(topic), partitions })
    }
  } finally {
    await admin.disconnect()
  }
}

function problemOf(value: Buffer | null): string | undefined {
  try {
    const parsed = parseEvent(JSON.parse(value?.toString() ?? ''))
    return parsed.ok ? undefined : parsed.reason
  } catch {
    return 'not JSON'
  }
}
