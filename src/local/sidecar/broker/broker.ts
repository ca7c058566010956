import type { Pool } from 'pg'
import { type AppId, subscriptions, wakeUp } from '../../../domain/topology.ts'
import type { Log } from '../../../process/log.ts'
import type { ApiTokens, DeliveryPolicy } from '../options.ts'
import type { Replicas } from '../replicas.ts'
import { openCursors } from './cursors.ts'
import { type Message, type NewMessage, openMessageLog } from './message-log.ts'
import { createReplays } from './replays.ts'
import { startRetention } from './retention.ts'
import { startSubscriber } from './subscriber.ts'
import { startWakeUps } from './wake-ups.ts'

type BrokerOptions = {
  pool: Pool
  replicas: ReadonlyMap<AppId, Replicas>
  apiTokens: ApiTokens
  policy: DeliveryPolicy
  logger: Log
}

export type Broker = {
  /** Resolves when every message is on disk, or needs not be: a topic without subscription is only broadcast. */
  publish(messages: readonly NewMessage[]): Promise<void>
  /** Looks for dead letters to deliver again. */
  replay(): void
  close(): Promise<void>
}

const stored = new Set(subscriptions.map(({ topic }) => topic))

/** The broker: a durable log with its subscribers, the broadcast of wake-ups, dead letters and their replay. */
export async function startBroker({ pool, replicas, apiTokens, policy, logger }: BrokerOptions): Promise<Broker> {
  const cursors = await openCursors(pool, logger)
  const offer = (messages: Message[]) => {
    for (const message of messages) {
      for (const { topic, subscriber } of subscribers) if (topic === message.topic) subscriber.offer(message)
    }
  }
  const log = await openMessageLog(pool, offer)
  const subscribers = subscriptions.flatMap((subscription) => {
    const target = replicas.get(subscription.app)
    if (target === undefined) return []
    const appApiToken = apiTokens[subscription.app]?.app
    const options = { pool, log, cursors, subscription, replicas: target, appApiToken, policy, logger }
    return [{ topic: subscription.topic, subscriber: startSubscriber(options) }]
  })
  const wakened = replicas.get(wakeUp.app)
  const wakeUps = wakened && startWakeUps(wakened, apiTokens[wakeUp.app]?.app, logger)
  const retention = startRetention(pool, logger)
  const replay = createReplays({ pool, append: (messages) => log.append(messages), logger })
  replay()
  return {
    async publish(messages) {
      const durable = messages.filter(({ topic }) => stored.has(topic))
      if (durable.length > 0) await log.append(durable)
      wakeUps?.broadcast(messages.filter(({ topic }) => topic === wakeUp.topic))
    },
    replay,
    async close() {
      retention.close()
      await log.close()
      await Promise.all(subscribers.map(({ subscriber }) => subscriber.close()))
      await Promise.all([wakeUps?.close(), cursors.close()])
    },
  }
}
