import { setTimeout as delay } from 'node:timers/promises'
import type { Admin, Kafka } from 'kafkajs'
import { inject } from 'vitest'
import { createKafka } from '../../process/kafka.ts'
import { createLog } from '../../process/log.ts'
import { reconcileTopics } from '../kafka/reconcile-topics.ts'
import { wantedTopics } from '../kafka/topic-plan.ts'

/** A client of the run's broker. */
export function testKafka(): Kafka {
  const log = createLog({ app: 'test', level: 'error' })
  return createKafka(inject('broker'), { clientId: 'test', password: inject('brokerPassword'), log })
}

/** Empties the run's broker: every group is gone and every topic new. Nothing may be connected to it meanwhile. */
export async function freshTopics(): Promise<void> {
  const kafka = testKafka()
  const admin = kafka.admin()
  await admin.connect()
  try {
    const { groups } = await admin.listGroups()
    for (const { groupId } of groups) await deleteGroup(admin, groupId)
    const wanted = new Set(wantedTopics().map(({ name }) => name))
    const present = async () => (await admin.listTopics()).filter((name) => wanted.has(name))
    const topics = await present()
    if (topics.length > 0) await admin.deleteTopics({ topics })
    while ((await present()).length > 0) await delay(50)
  } finally {
    await admin.disconnect()
  }
  await reconcileTopics(kafka)
  await untilLed(kafka)
}

/** A topic that has just been made may not have its leaders yet. */
async function untilLed(kafka: Kafka): Promise<void> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    for (const { name } of wantedTopics()) {
      for (const deadline = Date.now() + 30_000; ; await delay(50)) {
        const failure = await admin.fetchTopicOffsets(name).then(
          () => undefined,
          (error: unknown) => error,
        )
        if (failure === undefined) break
        if (Date.now() > deadline) throw failure
      }
    }
  } finally {
    await admin.disconnect()
  }
}

/** A consumer that was killed stays a member until its session ends. */
async function deleteGroup(admin: Admin, groupId: string): Promise<void> {
  for (const deadline = Date.now() + 30_000; ; await delay(200)) {
    const failure = await admin.deleteGroups([groupId]).catch((error: unknown) => error)
    if (!(failure instanceof Error)) return
    if (Date.now() > deadline) throw failure
  }
}
