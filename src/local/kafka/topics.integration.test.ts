import { expect, inject, onTestFinished, test } from 'vitest'
import { createKafka } from '../../process/kafka.ts'
import { createLog } from '../../process/log.ts'
import { freshTopics, testKafka } from '../testing/fresh-topics.ts'
import { describePlan } from './describe-plan.ts'
import { reconcileTopics } from './reconcile-topics.ts'
import { wantedTopics } from './topic-plan.ts'

const nothing = { create: [], change: [], conflicts: [], unknown: [] }
const topicResource = 2
const log = createLog({ app: 'test', level: 'error' })

async function withAdmin<T>(run: (admin: ReturnType<ReturnType<typeof testKafka>['admin']>) => Promise<T>): Promise<T> {
  const admin = testKafka().admin()
  await admin.connect()
  try {
    return await run(admin)
  } finally {
    await admin.disconnect()
  }
}

const setOf = (name: string) =>
  withAdmin(async (admin) => {
    const resources = [{ type: topicResource, name }]
    const { resources: described } = await admin.describeConfigs({ resources, includeSynonyms: false })
    const entries = described[0]?.configEntries ?? []
    return Object.fromEntries(entries.map(({ configName, configValue }) => [configName, configValue]))
  })

test('topics are made as the topology wants them, and a second time there is nothing to do', async () => {
  await freshTopics()
  await withAdmin((admin) => admin.deleteTopics({ topics: ['reminders-dead'] }))
  await expect
    .poll(() => reconcileTopics(testKafka(), { dryRun: true }), { timeout: 10_000 })
    .toMatchObject({ create: [{ name: 'reminders-dead', partitions: 1 }] })
  const made = await reconcileTopics(testKafka())
  expect(describePlan(made, { check: false })).toBe('created: reminders-dead with 1 partitions')
  const again = await reconcileTopics(testKafka())
  expect(again).toEqual(nothing)
  expect(describePlan(again, { check: true })).toBe('All topics are as they should be.')
  for (const { name, settings } of wantedTopics()) expect(await setOf(name)).toMatchObject(settings)
})

test('settings that differ are changed back, what else a topic was given stays', async () => {
  await freshTopics()
  const given = { 'retention.ms': '60000', 'flush.messages': '7' }
  const configEntries = Object.entries(given).map(([name, value]) => ({ name, value }))
  await withAdmin((admin) =>
    admin.alterConfigs({ validateOnly: false, resources: [{ type: topicResource, name: 'reminders', configEntries }] }),
  )
  const wanted = wantedTopics().find(({ name }) => name === 'reminders')?.settings
  const difference = { name: 'reminders', setting: 'retention.ms', from: '60000', to: '604800000' }
  await expect
    .poll(async () => (await reconcileTopics(testKafka(), { dryRun: true })).change, { timeout: 10_000 })
    .toContainEqual(difference)
  expect(await setOf('reminders')).toMatchObject(given)
  await reconcileTopics(testKafka())
  await expect.poll(() => setOf('reminders')).toMatchObject({ ...wanted, 'flush.messages': '7' })
  expect(await reconcileTopics(testKafka())).toEqual(nothing)
})

test('another number of partitions and topics of others are named and left as they are', async () => {
  await freshTopics()
  await withAdmin(async (admin) => {
    await admin.createPartitions({ topicPartitions: [{ topic: 'reminders-dead', count: 2 }] })
    await admin.createTopics({ topics: [{ topic: 'payments', numPartitions: 1 }], waitForLeaders: false })
  })
  onTestFinished(() => withAdmin((admin) => admin.deleteTopics({ topics: ['payments'] })))
  await expect
    .poll(() => reconcileTopics(testKafka()), { timeout: 10_000 })
    .toEqual({
      ...nothing,
      conflicts: ['reminders-dead has 2 partitions instead of 1; their number is fixed for good.'],
      unknown: ['payments'],
    })
  expect(await withAdmin((admin) => admin.listTopics())).toContain('payments')
})

test('a broker that is not there is named in a sentence', async () => {
  const nowhere = createKafka({ addresses: ['127.0.0.1:1'], tls: false }, { clientId: 'test', log })
  await expect(reconcileTopics(nowhere)).rejects.toMatchObject({
    name: 'StartFailure',
    message: expect.stringMatching(/^The broker cannot be reached: .*ECONNREFUSED/),
    remedy: expect.stringContaining('KAFKA_BROKERS'),
  })
})

test('a broker that does not let the user in is named in a sentence', async () => {
  const stranger = { ...inject('broker'), sasl: { mechanism: 'PLAIN', username: 'stranger' } } as const
  const kafka = createKafka(stranger, { clientId: 'test', password: 'wrong', log })
  await expect(reconcileTopics(kafka)).rejects.toMatchObject({
    name: 'StartFailure',
    message: expect.stringMatching(/^The broker refuses: /),
  })
})
