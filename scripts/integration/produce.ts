import { type Kafka, Partitioners } from 'kafkajs'
import type { TopicMessage } from '../../src/local/kafka/read-topic.ts'

type Produced = Pick<TopicMessage, 'key' | 'value'>

/** Publishes messages past outbox and sidecars; to where their keys belong, or all to one partition. */
export async function produce(
  kafka: Kafka,
  topic: string,
  { messages, partition }: { messages: readonly Produced[]; partition?: number },
): Promise<void> {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  try {
    const sent = messages.map(({ key, value }) => ({ key, value, ...(partition !== undefined && { partition }) }))
    await producer.send({ topic, messages: sent })
  } finally {
    await producer.disconnect()
  }
}
