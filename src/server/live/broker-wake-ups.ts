import { setTimeout as delay } from 'node:timers/promises'
import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs'
import { wakeUp } from '../../domain/topology.ts'
import type { Log } from '../../process/log.ts'
import { deleteReplicaGroup, newReplicaGroup, sweepReplicaGroups } from './replica-groups.ts'

type WakeUpOptions = {
  kafka: Kafka
  /** Told of each message. */
  hear: (envelope: unknown) => void
  /** Told that messages may have been missed: everybody has to look. */
  missed: () => void
  log: Log
}

export type BrokerWakeUps = {
  groupId: string
  /** Whether messages arrive at the moment; without them streams look slowly. */
  isReading(): boolean
  /** Leaves the broker and deletes the group, or gives up on that after a few seconds. */
  stop(): Promise<void>
}

const backoff = { firstMs: 200, maxMs: 2_000 }
const sweepEveryMs = 10 * 60_000
const farewellMs = 4_000

/**
 * Reads task-updates in a consumer group of this replica's own, from now on, until stopped and through losses of the
 * broker. Offsets are never committed: what was missed is not read again but looked up in the database.
 */
export function followBroker(options: WakeUpOptions): BrokerWakeUps {
  const { kafka, log } = options
  const groupId = newReplicaGroup()
  const stopping = new AbortController()
  let reading = false
  const run = async () => {
    for (let pause = backoff.firstMs; !stopping.signal.aborted; pause = Math.min(pause * 2, backoff.maxMs)) {
      const failure = await readUntilFailure(options, groupId, {
        stop: stopping.signal,
        onReading() {
          reading = true
          pause = backoff.firstMs
        },
      })
      reading = false
      if (stopping.signal.aborted) return
      log.warn({ err: failure }, 'live updates have lost the broker')
      await delay(pause, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const running = run()
  const sweep = () =>
    sweepReplicaGroups(kafka).then(
      (gone) => gone.length > 0 && log.info({ groups: gone.length }, 'groups of replicas that are gone were deleted'),
      (error: unknown) => log.debug({ err: error }, 'groups of replicas that are gone could not be deleted'),
    )
  const sweeping = setInterval(() => void sweep(), sweepEveryMs)
  void sweep()
  return {
    groupId,
    isReading: () => reading,
    async stop() {
      clearInterval(sweeping)
      stopping.abort()
      const leave = async () => {
        await running
        await deleteReplicaGroup(kafka, groupId)
      }
      const late = delay(farewellMs, undefined, { ref: false }).then(() =>
        Promise.reject(new Error('no answer in time')),
      )
      await Promise.race([leave(), late]).catch((error: unknown) =>
        log.info({ err: error }, 'the group of this replica was left for others to delete'),
      )
    },
  }
}

type Reading = { stop: AbortSignal; onReading: () => void }

/** Resolves with what ended the reading; the group's member is gone then. */
async function readUntilFailure(options: WakeUpOptions, groupId: string, reading: Reading): Promise<unknown> {
  const consumer = options.kafka.consumer({
    groupId,
    maxWaitTimeInMs: 500,
    sessionTimeout: 10_000,
    rebalanceTimeout: 10_000,
    heartbeatInterval: 2_000,
    // Beginning anew is this file's own business, as a consumer that kafkajs restarts says nothing of what it missed.
    retry: { initialRetryTime: 100, maxRetryTime: 1_000, retries: 3, restartOnFailure: async () => false },
  })
  try {
    return await read(consumer, options, reading)
  } catch (error) {
    return error
  } finally {
    await consumer.disconnect().catch(() => {})
  }
}

async function read(consumer: Consumer, options: WakeUpOptions, { stop, onReading }: Reading): Promise<unknown> {
  const { promise: ended, resolve } = Promise.withResolvers<unknown>()
  consumer.on(consumer.events.CRASH, ({ payload }) => resolve(payload.error))
  // Reading begins where the topic ends as the first fetch finds it, which is later than joining: whatever was committed
  // before this moment is found by looking.
  let isNew = false
  consumer.on(consumer.events.GROUP_JOIN, () => {
    isNew = true
  })
  consumer.on(consumer.events.FETCH, () => {
    if (!isNew) return
    isNew = false
    onReading()
    options.missed()
  })
  await consumer.connect()
  await consumer.subscribe({ topic: wakeUp.topic, fromBeginning: false })
  await consumer.run({ autoCommit: false, eachBatch: async (payload) => hearBatch(payload, options) })
  const onStop = () => resolve(stop.reason)
  stop.addEventListener('abort', onStop)
  if (stop.aborted) onStop()
  return await ended.finally(() => stop.removeEventListener('abort', onStop))
}

function hearBatch({ batch }: EachBatchPayload, { hear }: WakeUpOptions): void {
  for (const { value } of batch.messages) hear(parseJson(value?.toString() ?? ''))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
