import * as pulumi from '@pulumi/pulumi'
import type { Platform } from '../platform/platform.ts'
import type { Settings } from '../settings-schema.ts'
import { brokerPort } from './broker.ts'
import type { Surroundings } from './network-policies.ts'

type SurroundingsOptions = {
  settings: Settings
  platform: Pick<Platform, 'kubernetesApi'>
  databaseAdminUrl: pulumi.Output<string>
}

/** Where the app's traffic goes. Of the database's address the port alone is no secret. */
export function surroundingsOf({ settings, platform, databaseAdminUrl }: SurroundingsOptions): Surroundings {
  const { broker, postgres, languageModel } = settings
  const postgresPort = pulumi.unsecret(databaseAdminUrl.apply((url) => portOf(url, 5432)))
  return {
    postgres:
      postgres.mode === 'in-cluster' ? { inCluster: true, port: 5432 } : { inCluster: false, port: postgresPort },
    broker:
      broker.mode === 'in-cluster'
        ? { inCluster: true, ports: [brokerPort] }
        : { inCluster: false, ports: [...new Set(broker.servers.map((server) => portOf(`kafka://${server}`, 9092)))] },
    kubernetesApi: platform.kubernetesApi,
    ...(languageModel
      ? { languageModel: portOf(languageModel.url, languageModel.url.startsWith('https:') ? 443 : 80) }
      : {}),
  }
}

const portOf = (url: string, usual: number): number => Number(new URL(url).port || usual)
