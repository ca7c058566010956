import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import type { Broker } from '../../domain/broker.ts'
import { startTopics } from '../kafka/start-topics.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The run's broker, with the product's topics. */
    broker: Broker
    /** Password of its user, empty where it asks for none. */
    brokerPassword: string
  }
}

/** One real broker for the run; without one the run fails and says how to get it. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-broker-'))
  const local = await startTopics(join(folder, 'broker'))
  const close = async () => {
    await local.close()
    await rm(folder, { recursive: true, force: true })
  }
  process.env.KAFKA_BROKERS = local.broker.addresses.join(',')
  project.provide('broker', local.broker)
  project.provide('brokerPassword', local.password ?? '')
  return close
}
