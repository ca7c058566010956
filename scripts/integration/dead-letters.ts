import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { Kafka } from 'kafkajs'
import { deadLetterTopic } from '../../src/domain/topology.ts'
import { readTopic, type TopicMessage } from '../../src/server/operations/read-topic.ts'
import { projectRoot } from '../test/run-command.ts'
import { produce } from './produce.ts'
import type { Product } from './product.ts'
import type { Fault } from './trial.ts'
import { until } from './until.ts'

/** What `npm run dead-letters` says to these arguments. */
async function command({ broker }: Product, ...args: string[]): Promise<string> {
  const env = { ...process.env, KAFKA_BROKERS: broker.broker.addresses.join(',') }
  const { stdout } = await promisify(execFile)(process.execPath, ['scripts/dead-letters.ts', ...args], {
    cwd: projectRoot,
    env,
  })
  return stdout
}

const malformed: Fault = {
  name: 'malformed messages',
  async inflict({ product }) {
    const { kafka } = product
    const id = randomUUID()
    const envelope = { id, source: 'elsewhere', specversion: '1.0', type: 'reminder.due', data: { userId: 'nobody' } }
    const messages = [JSON.stringify(envelope), '{"not": "an event"}'].map((text) => ({
      key: Buffer.from(id),
      value: Buffer.from(text),
    }))
    await produce(kafka, 'reminders', { messages })
    const dead = async () =>
      (await readTopic(kafka, deadLetterTopic('reminders'))).map(({ value }) => value?.toString() ?? '')
    await until('the dead letters', async () => (await dead()).length >= messages.length)
    const listed = await command(product, 'list')
    if (!listed.includes('reminders/0/0') || !listed.includes('malformed reminder.due'))
      throw new Error(`dead letters are listed as:\n${listed}`)
  },
}

/**
 * Events that a consumer gave up although they are good, as after a long failure, have their effect when they come again:
 * the group is set past them, so that nothing but the dead letters holds them.
 */
const replayed: Fault = {
  name: 'dead letters delivered again',
  async inflict({ product }) {
    const { kafka } = product
    const workers = product.replicas('notifications').slice(0, 2)
    await Promise.all(workers.map((replica) => replica.stop()))
    const before = (await readTopic(kafka, 'reminders')).length
    await delay(4_000)
    const all = await readTopic(kafka, 'reminders')
    if (all.length === before) throw new Error('no reminder fell due')
    await produce(kafka, deadLetterTopic('reminders'), { messages: await passOver(kafka, all) })
    const said = await command(product, 'replay', 'all')
    if (!/^[1-9]\d* delivered again/.test(said)) throw new Error(`the replay says: ${said}`)
    await Promise.all(workers.map((replica) => replica.start()))
  },
}

/** Sets the consumers' offsets past these messages; returns those that had not been consumed. */
async function passOver(kafka: Kafka, messages: readonly TopicMessage[]): Promise<TopicMessage[]> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const groupId = 'notifications'
    const [read] = await admin.fetchOffsets({ groupId, topics: ['reminders'] })
    const readTo = new Map(read?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
    const ends = new Map<number, number>()
    for (const { partition, offset } of messages)
      ends.set(partition, Math.max(ends.get(partition) ?? 0, Number(offset) + 1))
    const partitions = [...ends].map(([partition, end]) => ({ partition, offset: String(end) }))
    await admin.setOffsets({ groupId, topic: 'reminders', partitions })
    return messages.filter(({ partition, offset }) => Number(offset) >= (readTo.get(partition) ?? 0))
  } finally {
    await admin.disconnect()
  }
}

export const deadLetterFaults: readonly Fault[] = [malformed, replayed]
