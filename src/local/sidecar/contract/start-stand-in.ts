import { appIds } from '../../../domain/topology.ts'
import { createLog } from '../../../process/log.ts'
import { createEmptyDatabase } from '../../../server/testing/test-database.ts'
import { listDeadLetters } from '../dead-letters.ts'
import type { DeliveryPolicy, SidecarOptions } from '../options.ts'
import { startSidecars } from '../start-sidecars.ts'
import { type ContractApps, type ContractTarget, contractSettings } from './target.ts'

export type StandIn = ContractTarget & { databaseUrl: string }

/** The stand-in for the given apps, on a database of its own, set to the suite's settings. */
export async function startStandIn(apps: ContractApps, delivery: Partial<DeliveryPolicy> = {}): Promise<StandIn> {
  const database = await createEmptyDatabase('todo_sidecar')
  const token = (app: string, side: string) => `${side}-token-of-${app}`
  const options: SidecarOptions = {
    databaseUrl: database.url,
    secrets: contractSettings.secrets,
    delivery: { ...contractSettings.delivery, ...delivery },
    apiTokens: Object.fromEntries(appIds.map((app) => [app, { dapr: token(app, 'dapr'), app: token(app, 'app') }])),
    logger: createLog({ app: 'local', level: 'error', destination: { write: () => {} } }),
    apps: {
      web: { sidecarPort: 0, appPort: apps.web.port },
      server: { sidecarPort: 0, appPort: [apps.server.port, apps.secondServer.port] },
      notifications: { sidecarPort: 0, appPort: apps.notifications.port },
      recurring: { sidecarPort: 0, appPort: apps.recurring.port },
    },
  }
  let sidecars = await startSidecars(options)
  return {
    databaseUrl: database.url,
    port: (app) => sidecars.ports[app] ?? 0,
    daprApiToken: (app) => token(app, 'dapr'),
    appApiToken: (app) => token(app, 'app'),
    async deadLetters(topic) {
      const letters = await listDeadLetters(database.url)
      return letters.filter((letter) => letter.topic === topic).map(({ envelope }) => JSON.parse(envelope))
    },
    async restart() {
      await sidecars.close()
      sidecars = await startSidecars(options)
    },
    async close() {
      await sidecars.close()
      await database.drop()
    },
  }
}
