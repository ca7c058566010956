import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from 'pg'
import { type Subscription, topics } from '../../../domain/topology.ts'
import type { Log } from '../../../process/log.ts'
import type { DeliveryPolicy } from '../options.ts'
import type { Replicas } from '../replicas.ts'
import type { Cursors } from './cursors.ts'
import { attemptDelivery } from './delivery.ts'
import type { Message, MessageLog } from './message-log.ts'
import { type PartitionConsumer, startPartitionConsumer } from './partition-consumer.ts'
import { settle } from './settle.ts'

type SubscriberOptions = {
  pool: Pool
  log: MessageLog
  cursors: Cursors
  subscription: Subscription
  replicas: Replicas
  appApiToken: string | undefined
  policy: DeliveryPolicy
  logger: Log
}

const readRetryMs = 1_000
/** How long a delivery under way may go on once the broker closes. */
const closeGraceMs = 5_000

export type Subscriber = { offer(message: Message): void; close(): Promise<void> }

/** Delivers a topic to one app: each partition in order, the partitions side by side. */
export function startSubscriber(options: SubscriberOptions): Subscriber {
  const { pool, log, cursors, subscription, replicas, policy } = options
  const { app, topic, match } = subscription
  const logger = options.logger.child({ consumer: app })
  const cut = new AbortController()
  const settling = {
    policy,
    logger,
    attempt: (message: Message) =>
      attemptDelivery({
        message,
        subscription,
        replicas,
        appApiToken: options.appApiToken,
        timeoutMs: policy.deliveryTimeoutMs,
        signal: cut.signal,
      }),
    untilUp: replicas.untilUp,
    bury: (message: Message, why: { reason: string; attempts: number }) => bury(pool, { ...message, ...why, app }),
  }
  const consumers = Array.from({ length: topics[topic].partitions }, (_, partition): PartitionConsumer => {
    return startPartitionConsumer({
      log,
      topic,
      partition,
      position: cursors.position({ app, topic, partition }),
      handle: async (message, signal) => {
        if (match === undefined || match.includes(typeOf(message.envelope))) await settle(settling, message, signal)
      },
      onSettled: (position) => cursors.advance({ app, topic, partition }, position),
      pause: (signal) => delay(readRetryMs, undefined, { signal }),
    })
  })
  return {
    offer: (message) => consumers[message.partition]?.offer(message),
    async close() {
      const timer = setTimeout(() => cut.abort(), closeGraceMs)
      await Promise.all(consumers.map((consumer) => consumer.close()))
      clearTimeout(timer)
    },
  }
}

function typeOf(envelope: string): string {
  return String(JSON.parse(envelope).type)
}

async function bury(pool: Pool, letter: Message & { app: string; reason: string; attempts: number }): Promise<void> {
  const { app, topic, partition, position, key, envelope, reason, attempts } = letter
  await pool.query(
    `INSERT INTO dead_letter (app, topic, partition, position, key, envelope, reason, attempts)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (app, topic, partition, position) DO NOTHING`,
    [app, topic, partition, position, key, envelope, reason, attempts],
  )
}
