import * as pulumi from '@pulumi/pulumi'
import { type Broker, brokerPasswordSecret } from '../../src/domain/broker.ts'
import type { secretNames } from '../../src/domain/environment.ts'
import { appIds } from '../../src/domain/topology.ts'
import { sidecarSecrets } from '../dapr/settings.ts'
import type { Secrets } from '../settings.ts'
import { deriveSecret, rolePasswords, roleUrls } from './database-urls.ts'
import { migrationSecret } from './jobs.ts'
import { tokenSecret } from './names.ts'

type SecretData = Record<string, pulumi.Output<string>>

/** Secrets of the app's namespace by name, each with its keys. What sidecars read has the one key of its own name. */
export type AppSecrets = Record<string, SecretData>

export type AppSecretOptions = {
  secrets: Secrets
  /** A role that may create roles and databases. */
  databaseAdminUrl: pulumi.Output<string>
  broker: Broker
}

export function appSecrets({ secrets, databaseAdminUrl, broker }: AppSecretOptions): AppSecrets {
  const urls = pulumi.all([databaseAdminUrl, secrets.databaseSecret]).apply(([url, secret]) => roleUrls(url, secret))
  const passwords = secrets.databaseSecret.apply(rolePasswords)
  const asked: Record<(typeof secretNames)['server' | 'notifications'][number], pulumi.Output<string>> = {
    'database-url-app': urls.app,
    'database-url-auth': urls.auth,
    'database-url-system': urls.system,
    'auth-secret': secrets.authSecret,
    'web-push-public-key': secrets.webPushPublicKey,
    'web-push-private-key': secrets.webPushPrivateKey,
    // Asked for in any case; empty where there is none.
    'llm-api-key': secrets.llmApiKey ?? pulumi.secret(''),
    'smtp-url': secrets.smtpUrl ?? pulumi.secret(''),
    [brokerPasswordSecret]: (broker.sasl && secrets.brokerPassword) ?? pulumi.secret(''),
  }
  const ofOneKey = { ...asked, [sidecarSecrets.stateDatabase]: urls.sidecar }
  const tokens = appIds.flatMap((app) =>
    (['sidecar', 'app'] as const).map((shownTo) => {
      const token = secrets.tokenSecret.apply((secret) => deriveSecret(secret, `${app} token for ${shownTo}`))
      return [tokenSecret(app, shownTo), { token }] as const
    }),
  )
  return {
    ...Object.fromEntries(Object.entries(ofOneKey).map(([name, value]) => [name, { [name]: value }])),
    ...Object.fromEntries(tokens),
    [migrationSecret]: {
      DATABASE_ADMIN_URL: databaseAdminUrl,
      MIGRATOR_PASSWORD: passwords.migrator,
      APP_PASSWORD: passwords.app,
      AUTH_PASSWORD: passwords.auth,
      SYSTEM_PASSWORD: passwords.system,
      SIDECAR_PASSWORD: passwords.sidecar,
    },
  }
}

/** What a node shows a registry, in Docker's form. */
export function dockerConfig(server: string, username: string, password: string): string {
  const auth = Buffer.from(`${username}:${password}`).toString('base64')
  return JSON.stringify({ auths: { [server]: { username, password, auth } } })
}
