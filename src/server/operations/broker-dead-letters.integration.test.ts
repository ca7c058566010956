import { Partitioners } from 'kafkajs'
import { expect, test } from 'vitest'
import { freshTopics, testKafka } from '../../local/testing/fresh-topics.ts'
import { listDeadLetters, replayDeadLetters } from './broker-dead-letters.ts'
import { readTopic } from './read-topic.ts'

const kafka = testKafka()

async function giveUp(values: readonly string[]): Promise<void> {
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner })
  await producer.connect()
  try {
    const headers = { __key: 'of-the-sidecar', traceparent: 'kept' }
    const messages = values.map((value) => ({ key: 'a-user', value, headers }))
    await producer.send({ topic: 'reminders-dead', messages })
  } finally {
    await producer.disconnect()
  }
}

const delivered = async () =>
  (await readTopic(kafka, 'reminders')).map(({ value, headers }) => ({
    value: value?.toString(),
    headers: Object.keys(headers),
  }))

test('one dead letter is delivered again by its id, then all that are left, and none is listed after that', async () => {
  await freshTopics()
  await giveUp(['first', 'second'])
  const listed = await listDeadLetters(kafka)
  expect(listed.map(({ id, problem }) => ({ id, problem }))).toEqual([
    { id: 'reminders/0/0', problem: 'not JSON' },
    { id: 'reminders/0/1', problem: 'not JSON' },
  ])

  expect(await replayDeadLetters(kafka, 'reminders/0/7')).toBe(0)
  expect(await delivered()).toEqual([])
  expect(await replayDeadLetters(kafka, 'reminders/0/1')).toBe(1)
  expect(await delivered()).toEqual([{ value: 'second', headers: ['traceparent'] }])

  expect(await replayDeadLetters(kafka, 'all')).toBe(2)
  expect(await listDeadLetters(kafka)).toEqual([])
})
