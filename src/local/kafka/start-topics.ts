import { mkdir } from 'node:fs/promises'
import { createKafka } from '../../process/kafka.ts'
import { createLog } from '../../process/log.ts'
import { reconcileTopics } from './reconcile-topics.ts'
import { type LocalBroker, startBroker } from './start-broker.ts'

/**
 * A broker with the product's topics: the one that KAFKA_BROKERS names, else one in `folder`.
 *
 * @throws StartFailure where there is none, or it refuses
 */
export async function startTopics(folder: string): Promise<LocalBroker> {
  await mkdir(folder, { recursive: true })
  const local = await startBroker(folder)
  try {
    const log = createLog({ app: 'topics', level: 'error' })
    await reconcileTopics(createKafka(local.broker, { clientId: 'topics', password: local.password, log }))
    return local
  } catch (error) {
    await local.close()
    throw error
  }
}
