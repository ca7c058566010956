import { type Kafka, Partitioners } from 'kafkajs'
import type { TopicMessage } from '../../src/server/operations/read-topic.ts'

type Produced = Pick<TopicMessage, 'key' | 'value'>

/** A broker takes a megabyte at once. */
const atOnce = 500

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
    for (let first = 0; first < sent.length; first += atOnce)
      await producer.send({ topic, messages: sent.slice(first, first + atOnce) })
  } finally {
    await producer.disconnect()
  }
}
