import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type AppId, appIds, deadLetterTopic, type Topic, topicNames } from '../../domain/topology.ts'
import { createEmptyDatabase } from '../../server/testing/test-database.ts'
import { type DaprSidecars, startDaprSidecars } from '../dapr/sidecars.ts'
import { type ContractApps, type ContractTarget, contractSettings } from '../sidecar/contract/target.ts'
import { freshTopics, testKafka } from './fresh-topics.ts'

export type DaprTarget = ContractTarget & { sidecars: DaprSidecars; stateDatabaseUrl: string }

export const tokenOf = (app: AppId, side: 'dapr' | 'app'): string => `${side}-token-of-${app}`

/** Real sidecars of the given apps on the run's broker and a state database of their own, set to the suite's settings. */
export async function startDaprTarget(apps: ContractApps): Promise<DaprTarget> {
  await using started = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-dapr-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const database = await createEmptyDatabase('todo_sidecar')
  started.defer(() => database.drop())
  await freshTopics()
  const letters = await collectDeadLetters()
  started.defer(() => letters.close())
  const { maxAttempts } = contractSettings.delivery
  const tokens = appIds.map((app) => [app, { dapr: tokenOf(app, 'dapr'), app: tokenOf(app, 'app') }])
  const sidecars = await startDaprSidecars({
    folder,
    appPorts: {
      web: [apps.web.port],
      server: [apps.server.port, apps.secondServer.port],
      notifications: [apps.notifications.port],
      recurring: [apps.recurring.port],
    },
    tokens: Object.fromEntries(tokens),
    broker: inject('broker'),
    brokerPassword: inject('brokerPassword'),
    stateDatabaseUrl: database.url,
    secrets: contractSettings.secrets,
    // An app that is away counts as a failure too: together long enough for one to come back.
    delivery: { policy: 'constant', duration: '1s', maxRetries: maxAttempts - 1 },
  })
  started.defer(() => sidecars.close())
  const all = started.move()
  return {
    sidecars,
    stateDatabaseUrl: database.url,
    port: (app) => sidecars.httpPort(app),
    daprApiToken: (app) => tokenOf(app, 'dapr'),
    appApiToken: (app) => tokenOf(app, 'app'),
    deadLetters: async (topic) => letters.of(topic),
    restart: () => restartAll(sidecars),
    close: () => all.disposeAsync(),
  }
}

async function restartAll(sidecars: DaprSidecars): Promise<void> {
  await Promise.all(appIds.flatMap((app) => sidecars.replicas(app).map((sidecar) => sidecar.stop())))
  await Promise.all(appIds.flatMap((app) => sidecars.replicas(app).map((_, replica) => sidecars.restart(app, replica))))
}

/** Reads the dead letters of all topics from now on. */
async function collectDeadLetters() {
  const letters = new Map<string, { id: string; type: string }[]>()
  const consumer = testKafka().consumer({ groupId: 'test-dead-letters' })
  await consumer.connect()
  await consumer.subscribe({ topics: topicNames.map(deadLetterTopic), fromBeginning: true })
  await consumer.run({
    eachMessage: async ({ topic, message }) => {
      letters.set(topic, [...(letters.get(topic) ?? []), JSON.parse(message.value?.toString() ?? '')])
    },
  })
  return {
    of: (topic: Topic) => letters.get(deadLetterTopic(topic)) ?? [],
    close: () => consumer.disconnect(),
  }
}
