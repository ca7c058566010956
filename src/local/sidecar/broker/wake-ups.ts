import { wakeUp } from '../../../domain/topology.ts'
import type { Log } from '../../../process/log.ts'
import { callApp, isAbsent } from '../app-client.ts'
import type { Replicas } from '../replicas.ts'
import type { NewMessage } from './message-log.ts'

export type WakeUps = {
  /** Posts the events to every replica, soon and at most once; a replica that is not there misses them. */
  broadcast(messages: readonly NewMessage[]): void
  close(): Promise<void>
}

/** Calls under way at once to one replica. */
const lanes = 4
const maxWaiting = 5_000
const timeoutMs = 5_000

/**
 * The broadcast of topology.ts `wakeUp`. Whoever is woken reads all that is new for the user, so while a replica is
 * busy only the latest event of each user and type waits for it: a burst costs few calls and a single event no wait.
 */
export function startWakeUps(replicas: Replicas, appApiToken: string | undefined, logger: Log): WakeUps {
  const senders = replicas.ports.map((port) => startSender(port, appApiToken, logger))
  return {
    broadcast(messages) {
      for (const sender of senders) sender.send(messages)
    },
    async close() {
      await Promise.all(senders.map((sender) => sender.close()))
    },
  }
}

function startSender(port: number, appApiToken: string | undefined, logger: Log) {
  const waiting = new Map<string, string>()
  const sending = new Set<Promise<void>>()
  const headers = {
    'content-type': 'application/cloudevents+json',
    ...(appApiToken && { 'dapr-api-token': appApiToken }),
  }
  const sendOne = async (body: string) => {
    try {
      const { status } = await callApp({ port, path: wakeUp.route, body, headers, timeoutMs })
      if (status > 299) logger.warn({ status, port }, 'wake-up refused')
    } catch (error) {
      // A replica that is not there reads what is new when it starts.
      if (isAbsent(error)) waiting.clear()
      else logger.warn({ err: error, port }, 'wake-up failed')
    }
  }
  const sendWaiting = async () => {
    for (let next = takeFirst(waiting); next !== undefined; next = takeFirst(waiting)) await sendOne(next)
  }
  return {
    send(messages: readonly NewMessage[]) {
      for (const { key, envelope } of messages) waiting.set(`${key} ${JSON.parse(envelope).type}`, envelope)
      while (waiting.size > maxWaiting) takeFirst(waiting)
      while (sending.size < Math.min(lanes, waiting.size)) {
        const lane = sendWaiting().finally(() => sending.delete(lane))
        sending.add(lane)
      }
    },
    async close() {
      await Promise.all(sending)
    },
  }
}

function takeFirst(waiting: Map<string, string>): string | undefined {
  for (const [key, envelope] of waiting) {
    waiting.delete(key)
    return envelope
  }
  return undefined
}
