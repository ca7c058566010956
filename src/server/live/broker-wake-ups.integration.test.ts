import { randomUUID } from 'node:crypto'
import { PassThrough } from 'node:stream'
import { type Kafka, Partitioners } from 'kafkajs'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { wakeUp } from '../../domain/topology.ts'
import { freshTopics, testKafka } from '../../local/testing/fresh-topics.ts'
import { createLog } from '../../process/log.ts'
import { waitUntil } from '../testing/wait-until.ts'
import { followBroker } from './broker-wake-ups.ts'
import { newReplicaGroup, sweepReplicaGroups } from './replica-groups.ts'

const log = createLog({ app: 'test', level: 'error', destination: new PassThrough().resume() })
let kafka: Kafka

beforeAll(async () => {
  await freshTopics()
  kafka = testKafka()
})

async function publish(values: readonly string[]): Promise<void> {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  await producer.send({ topic: wakeUp.topic, messages: values.map((value) => ({ key: value, value })) })
  await producer.disconnect()
}

async function groups(): Promise<string[]> {
  const admin = kafka.admin()
  await admin.connect()
  const { groups: listed } = await admin.listGroups()
  await admin.disconnect()
  return listed.map(({ groupId }) => groupId)
}

/** A replica that keeps what it hears, and what it had heard when it was told that it may have missed something. */
async function startReplica() {
  const heard: unknown[] = []
  const misses: number[] = []
  const wakeUps = followBroker({
    kafka,
    hear: (envelope) => heard.push(envelope),
    missed: () => misses.push(heard.length),
    log,
  })
  onTestFinished(() => wakeUps.stop())
  await waitUntil(() => wakeUps.isReading(), 30_000)
  return { wakeUps, heard, misses }
}

it('every replica is told to look when it begins, and then hears of everything or is told to look again', async () => {
  await publish(['"before"'])
  const replicas = [await startReplica(), await startReplica()]
  const messages = Array.from({ length: 50 }, () => randomUUID())
  const toldBefore = replicas.map(({ misses }) => misses.length)
  await publish(messages.map((message) => JSON.stringify(message)))
  for (const [at, { heard, misses }] of replicas.entries()) {
    // The broker may ask its readers to join once more, as it does when it is young: what came meanwhile is looked up.
    const toldAgain = () => misses.length > (toldBefore[at] ?? 0)
    await waitUntil(() => heard.length >= messages.length || toldAgain())
    expect(misses[0]).toBe(0)
    expect(messages).toEqual(expect.arrayContaining(heard))
    if (!toldAgain()) expect(heard.toSorted()).toEqual(messages.toSorted())
  }
})

it('what is no JSON is handed on as nothing, and what follows it is heard', async () => {
  const { heard } = await startReplica()
  await publish(['{', '"after"'])
  await waitUntil(() => heard.includes('after'))
  expect(heard).toContain(undefined)
})

it('a replica that ends takes its group along; that of one that died is swept, that of a living one is not', async () => {
  const living = await startReplica()
  const ended = await startReplica()
  await ended.wakeUps.stop()
  const dead = newReplicaGroup()
  const consumer = kafka.consumer({ groupId: dead })
  await consumer.connect()
  await consumer.subscribe({ topic: wakeUp.topic })
  const joined = Promise.withResolvers<unknown>()
  consumer.on(consumer.events.GROUP_JOIN, joined.resolve)
  await consumer.run({ autoCommitInterval: 1, eachMessage: async () => {} })
  await joined.promise
  await consumer.disconnect()
  expect(await groups()).toContain(dead)
  await sweepReplicaGroups(kafka)
  const left = await groups()
  expect(left).toContain(living.wakeUps.groupId)
  expect(left).not.toContain(ended.wakeUps.groupId)
  expect(left).not.toContain(dead)
})
