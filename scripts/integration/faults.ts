import { setTimeout as delay } from 'node:timers/promises'
import type { Kafka } from 'kafkajs'
import type { AppId, Topic } from '../../src/domain/topology.ts'
import { readTopic, type TopicMessage } from '../../src/server/operations/read-topic.ts'
import { killDatabase } from '../chaos/processes.ts'
import { deadLetterFaults } from './dead-letters.ts'
import { produce } from './produce.ts'
import type { Product } from './product.ts'
import type { Fault } from './trial.ts'
import { until } from './until.ts'

const ownBroker = ({ broker }: Product): boolean => broker.own
const workers = ['notifications', 'recurring'] as const satisfies readonly AppId[]

/** Unpublished events; the outbox of a broker that is away grows. */
async function outboxDepth(product: Product): Promise<number> {
  const [row] = await product.query<{ depth: number }>(
    'SELECT count(*)::int AS depth FROM app.outbox WHERE published_at IS NULL',
  )
  return row?.depth ?? 0
}

/** What a topic holds, oldest first. */
const messagesOf = async (kafka: Kafka, topic: Topic): Promise<TopicMessage[]> =>
  (await readTopic(kafka, topic)).sort((a, b) => a.at.getTime() - b.at.getTime())

const calm: Fault = { name: 'none', inflict: () => delay(5_000) }

/** All that users have just caused, and more. */
const lastMessages = 2_000

const redelivery: Fault = {
  name: 'the last messages once more',
  async inflict({ product: { kafka } }) {
    await delay(4_000)
    for (const topic of ['reminders', 'task-events'] as const)
      await produce(kafka, topic, { messages: (await messagesOf(kafka, topic)).slice(-lastMessages) })
  },
}

/** With the workers away, copies of what waits for them go to every partition: both begin with the same events. */
const bothAtOnce: Fault = {
  name: 'a message in two consumers at once',
  async inflict({ product }) {
    const running = workers.flatMap((app) => product.replicas(app).slice(0, 2))
    await Promise.all(running.map((replica) => replica.stopProcess()))
    const known = { reminders: 0, 'task-events': 0 }
    for (const topic of ['reminders', 'task-events'] as const)
      known[topic] = (await readTopic(product.kafka, topic)).length
    await delay(5_000)
    for (const topic of ['reminders', 'task-events'] as const) {
      const waiting = (await messagesOf(product.kafka, topic)).slice(known[topic])
      if (waiting.length === 0) throw new Error(`nothing waited in ${topic}`)
      for (const partition of [0, 3, 6, 9]) await produce(product.kafka, topic, { messages: waiting, partition })
    }
    await Promise.all(running.map((replica) => replica.start()))
  },
}

const lostAnswers: Fault = {
  name: 'answers lost after the commit',
  async inflict({ product: { serverLinks }, ledgers }) {
    for (const link of serverLinks) link.loseAnswers(30)
    await until('the answers to be lost', () => serverLinks.every((link) => link.toLose() === 0))
    await delay(1_000)
    if (ledgers.every(({ replayed }) => replayed === 0))
      throw new Error('no call had been carried out before it was sent again')
  },
}

const scaling: Fault = {
  name: 'workers 1 → 3 → 1',
  async inflict({ product }) {
    const [, second, third] = [0, 1, 2].map((index) => workers.map((app) => product.replicas(app)[index]))
    const all = (replicas: typeof second, act: 'start' | 'stop') =>
      Promise.all((replicas ?? []).map((each) => each?.[act]()))
    await all(second, 'stop')
    await delay(2_000)
    await Promise.all([all(second, 'start'), all(third, 'start')])
    await delay(4_000)
    await Promise.all([all(second, 'stop'), all(third, 'stop')])
    await delay(2_000)
    await all(second, 'start')
  },
}

const drained: Fault = {
  name: 'every replica stopped and started',
  async inflict({ product }) {
    for (const index of [0, 1]) {
      const replicas = product.stack.replicas.filter((replica) => replica.index === index)
      await Promise.all(replicas.map((replica) => replica.stop()))
      await Promise.all(replicas.map((replica) => replica.start()))
    }
  },
}

const brokerDown: Fault = {
  name: 'broker down for 60 s',
  possible: ownBroker,
  async inflict({ product, ledgers }) {
    await product.broker.kill()
    await delay(60_000)
    const refused = ledgers.reduce((sum, ledger) => sum + ledger.refused, 0)
    if (refused > 0) throw new Error(`${refused} calls failed without the broker`)
    await product.broker.start()
    const back = Date.now()
    await until('the outbox to be empty', async () => (await outboxDepth(product)) < 20)
    const seconds = (Date.now() - back) / 1_000
    console.log(`    the outbox was empty ${seconds.toFixed(1)} s after the broker's return`)
    if (seconds > 30) throw new Error(`the outbox was empty only ${seconds.toFixed(1)} s after the broker's return`)
  },
}

const brokerKilled: Fault = {
  name: 'broker killed with -9',
  possible: ownBroker,
  async inflict({ product }) {
    await product.broker.kill()
    await product.broker.start()
  },
}

const brokerHangs: Fault = {
  name: 'broker half-open for 30 s',
  possible: ownBroker,
  async inflict({ product, ledgers }) {
    await product.broker.signal('SIGSTOP')
    await delay(30_000)
    await product.broker.signal('SIGCONT')
    const refused = ledgers.reduce((sum, ledger) => sum + ledger.refused, 0)
    if (refused > 0) throw new Error(`${refused} calls failed while the broker hung`)
  },
}

const databaseHangs: Fault = {
  name: 'database half-open for 30 s',
  async inflict({ product: { databaseLink } }) {
    databaseLink.hang()
    await delay(30_000)
    databaseLink.resume()
  },
}

const databaseRestarted: Fault = {
  name: 'database killed and restarted',
  async inflict({ product }) {
    killDatabase(product.dataDir)
    await until('the database to be back', () =>
      product.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    )
  },
}

const sidecarsKilled: Fault = {
  name: 'each daprd killed',
  async inflict({ product }) {
    for (const replica of product.stack.replicas.filter(({ index }) => index < 2)) {
      const { pid } = replica.sidecar()
      await replica.sidecar().kill()
      await until('the sidecar to be back', () => replica.sidecar().pid !== pid)
      await replica.sidecar().ready()
    }
  },
}

const stateStoreAway: Fault = {
  name: 'state store away for 15 s',
  async inflict({ product }) {
    const database = new URL(product.stack.urls.sidecar).pathname.slice(1)
    await product.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS false`)
    await product.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [database])
    await delay(15_000)
    await product.query(`ALTER DATABASE ${database} ALLOW_CONNECTIONS true`)
  },
}

/** In the order in which they are tried: what harms least first. */
export const faults: readonly Fault[] = [
  calm,
  redelivery,
  bothAtOnce,
  lostAnswers,
  ...deadLetterFaults,
  scaling,
  drained,
  sidecarsKilled,
  stateStoreAway,
  databaseRestarted,
  databaseHangs,
  brokerKilled,
  brokerHangs,
  brokerDown,
]
