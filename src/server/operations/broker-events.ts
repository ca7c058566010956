import type { Admin, Kafka } from 'kafkajs'
import { AppError } from '../../domain/errors.ts'
import { envelopeSchema } from '../../domain/events.ts'
import { deadLetterTopic, subscriptions, topicNames } from '../../domain/topology.ts'
import { listDeadLetters, replayDeadLetters, replayGroup } from './broker-dead-letters.ts'
import type { EventState } from './event-state.ts'

/** The events of a broker. One connection for all questions, opened with the first. */
export function createBrokerEvents(kafka: Kafka): EventState {
  let connected: Promise<Admin> | undefined
  const connect = async () => {
    const admin = kafka.admin({ retry: { retries: 1 } })
    await admin.connect()
    return admin
  }
  const ask = async <T>(question: (admin: Admin) => Promise<T>): Promise<T> => {
    connected ??= connect()
    try {
      return await question(await connected)
    } catch (cause) {
      // The next question tries to connect anew.
      await connected?.then((admin) => admin.disconnect()).catch(() => undefined)
      connected = undefined
      throw new AppError('unavailable', { cause })
    }
  }
  return {
    consumers: () =>
      ask(async (admin) => {
        const { groups } = await admin.describeGroups([...new Set(subscriptions.map(({ app }) => app))])
        const members = new Map(groups.map((group) => [group.groupId, group.members.length]))
        return Promise.all(
          subscriptions.map(async ({ app, topic }) => ({
            topic,
            consumer: app,
            lag: await waiting(admin, topic, app),
            members: members.get(app) ?? 0,
          })),
        )
      }),
    deadLetterCounts: () =>
      ask((admin) =>
        Promise.all(
          topicNames.map(async (topic) => ({
            topic,
            count: await waiting(admin, deadLetterTopic(topic), replayGroup),
          })),
        ),
      ),
    async deadLetters(limit) {
      const letters = await listDeadLetters(kafka).catch(unavailable)
      return letters
        .toReversed()
        .slice(0, limit)
        .map(({ id, topic, at, problem, value }) => ({
          ...{ id, topic, at, type: typeOf(value) },
          reason: problem ?? null,
          replayRequested: false,
        }))
    },
    replay: (which) => replayDeadLetters(kafka, which).catch(unavailable),
    close: async () => void (await connected?.then((admin) => admin.disconnect()).catch(() => undefined)),
  }
}

const unavailable = (cause: unknown): never => {
  throw new AppError('unavailable', { cause })
}

/** Messages of a topic that a group has not committed yet; where it never has, all that are kept. */
async function waiting(admin: Admin, topic: string, groupId: string): Promise<number> {
  const [ends, [committed]] = await Promise.all([
    admin.fetchTopicOffsets(topic),
    admin.fetchOffsets({ groupId, topics: [topic] }),
  ])
  const done = new Map(committed?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
  return ends.reduce((sum, { partition, high, low }) => {
    const from = Math.max(Number(low), done.get(partition) ?? -1)
    return sum + Math.max(0, Number(high) - from)
  }, 0)
}

function typeOf(value: Buffer | null): string | null {
  try {
    const envelope = envelopeSchema.safeParse(JSON.parse(value?.toString() ?? ''))
    return envelope.success ? envelope.data.type.slice(0, 100) : null
  } catch {
    return null
  }
}
