import { wakeUp } from '../../../domain/topology.ts'
import type { Log } from '../../../process/log.ts'
import { callApp, isAbsent } from '../app-client.ts'
import type { Replicas } from '../replicas.ts'

export type WakeUps = {
  /** Posts the envelopes to every replica, soon and at most once; a replica that is not there misses them. */
  broadcast(envelopes: readonly string[]): void
  close(): Promise<void>
}

const maxBatch = 500
const maxWaiting = 5_000
const timeoutMs = 5_000

/**
 * The broadcast of topology.ts `wakeUp`. Envelopes go as a CloudEvents batch (a JSON array): what arrives while a
 * replica is being called waits for its next call, so a burst costs few calls and a single event no wait.
 */
export function startWakeUps(replicas: Replicas, appApiToken: string | undefined, logger: Log): WakeUps {
  const senders = replicas.ports.map((port) => startSender(port, appApiToken, logger))
  return {
    broadcast(envelopes) {
      for (const send of senders) send(envelopes)
    },
    async close() {
      await Promise.all(senders.map((send) => send([])))
    },
  }
}

function startSender(port: number, appApiToken: string | undefined, logger: Log) {
  let waiting: string[] = []
  let sending: Promise<void> | undefined
  const headers = {
    'content-type': 'application/cloudevents-batch+json',
    ...(appApiToken && { 'dapr-api-token': appApiToken }),
  }
  const sendAll = async () => {
    while (waiting.length > 0) {
      const body = `[${waiting.splice(0, maxBatch).join(',')}]`
      try {
        const { status } = await callApp({ port, path: wakeUp.route, body, headers, timeoutMs })
        if (status > 299) logger.warn({ status, port }, 'wake-up refused')
      } catch (error) {
        if (!isAbsent(error)) logger.warn({ err: error, port }, 'wake-up failed')
        waiting = []
      }
    }
    sending = undefined
  }
  return (envelopes: readonly string[]): Promise<void> => {
    waiting.push(...envelopes)
    // Whoever missed one reads everything new at the next, so the oldest can go.
    if (waiting.length > maxWaiting) waiting = waiting.slice(-maxWaiting)
    if (waiting.length > 0) sending ??= sendAll()
    return sending ?? Promise.resolve()
  }
}
