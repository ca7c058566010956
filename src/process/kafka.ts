import { createRequire } from 'node:module'
import { Kafka, type KafkaConfig, type logCreator, logLevel, type SASLOptions } from 'kafkajs'
import type { Broker } from '../domain/broker.ts'
import type { Log } from './log.ts'

type RequestQueue = { readonly pending: readonly unknown[]; scheduleCheckPendingRequests(): void }

const { prototype: queue } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as {
  prototype: RequestQueue
}
const scheduleCheck = queue.scheduleCheckPendingRequests
// With its first answer each connection of kafkajs 2.2.4 begins to look every millisecond for requests that wait: its
// timer runs until the end of a throttling that began in 1970, of which Node warns (TimeoutNegativeWarning). It has to
// look only while some wait.
queue.scheduleCheckPendingRequests = function schedule(this: RequestQueue) {
  if (this.pending.length > 0) scheduleCheck.call(this)
}

type KafkaOptions = {
  clientId: string
  /** Of the broker's user, where it asks for one. */
  password?: string | undefined
  log: Log
}

/** A client of the broker, its own logging turned into debug lines: what fails is also thrown. Connects with its first use. */
export function createKafka(broker: Broker, { clientId, password, log }: KafkaOptions): Kafka {
  return new Kafka({
    clientId,
    brokers: [...broker.addresses],
    ...encryption(broker),
    ...(broker.sasl && { sasl: credentials(broker.sasl, password) }),
    connectionTimeout: 5_000,
    requestTimeout: 10_000,
    logLevel: logLevel.WARN,
    logCreator: debugLines(log),
  })
}

function encryption({ tls, ca }: Broker): Pick<KafkaConfig, 'ssl'> {
  if (!tls) return {}
  return { ssl: ca === undefined ? true : { ca } }
}

function credentials({ mechanism, username }: NonNullable<Broker['sasl']>, password = ''): SASLOptions {
  switch (mechanism) {
    case 'PLAIN':
      return { mechanism: 'plain', username, password }
    case 'SCRAM-SHA-256':
      return { mechanism: 'scram-sha-256', username, password }
    case 'SCRAM-SHA-512':
      return { mechanism: 'scram-sha-512', username, password }
  }
}

const debugLines =
  (log: Log): logCreator =>
  () =>
  ({ namespace, log: { message: kafka, error } }) =>
    log.debug({ namespace, kafka, reason: error }, 'kafka client')
