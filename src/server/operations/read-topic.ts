import { randomUUID } from 'node:crypto'
import type { IHeaders, Kafka } from 'kafkajs'

export type TopicMessage = {
  partition: number
  offset: string
  key: Buffer | null
  value: Buffer | null
  headers: IHeaders
  /** When the broker took it. */
  at: Date
}

/**
 * What a topic holds now, each partition in its order. With a group: only what lies behind that group's offsets, which
 * stay as they are.
 */
export async function readTopic(kafka: Kafka, topic: string, group?: string): Promise<TopicMessage[]> {
  const groupId = group ?? `reader-${randomUUID()}`
  const left = await unreadPartitions(kafka, topic, groupId)
  const messages: TopicMessage[] = []
  if (left.size > 0) {
    const consumer = kafka.consumer({ groupId })
    const all = Promise.withResolvers<void>()
    consumer.on(consumer.events.CRASH, ({ payload }) => all.reject(payload.error))
    try {
      await consumer.connect()
      await consumer.subscribe({ topic, fromBeginning: true })
      await consumer.run({
        autoCommit: false,
        eachMessage: async ({ partition, message: { offset, key, value, headers = {}, timestamp } }) => {
          const end = left.get(partition)
          if (end === undefined) return
          messages.push({ partition, offset, key, value, headers, at: new Date(Number(timestamp)) })
          if (BigInt(offset) + 1n < end) return
          left.delete(partition)
          if (left.size === 0) all.resolve()
        },
      })
      await all.promise
    } finally {
      await consumer.disconnect()
    }
  }
  if (group === undefined) await forgetGroup(kafka, groupId)
  return messages
}

/** The end of each partition that holds something the group has not read. */
async function unreadPartitions(kafka: Kafka, topic: string, groupId: string): Promise<Map<number, bigint>> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const ends = await admin.fetchTopicOffsets(topic)
    const [read] = await admin.fetchOffsets({ groupId, topics: [topic] })
    const unread = ends.filter(({ partition, low, high }) => {
      const offset = read?.partitions.find((each) => each.partition === partition)?.offset ?? '-1'
      return BigInt(high) > (BigInt(offset) < BigInt(low) ? BigInt(low) : BigInt(offset))
    })
    return new Map(unread.map(({ partition, high }) => [partition, BigInt(high)]))
  } finally {
    await admin.disconnect()
  }
}

async function forgetGroup(kafka: Kafka, groupId: string): Promise<void> {
  const admin = kafka.admin()
  await admin.connect()
  // It is there only where something was read.
  await admin.deleteGroups([groupId]).catch(() => {})
  await admin.disconnect()
}
