import type { DatabaseUrls } from './provision.ts'
import type { LocalSecrets } from './secrets.ts'
import type { LocalSettings } from './settings.ts'

type SecretSources = { settings: LocalSettings; secrets: LocalSecrets; urls: DatabaseUrls }

/** What the secret store tells the processes, by name. */
export function appSecrets({ settings, secrets, urls }: SecretSources): Record<string, string> {
  return {
    'database-url-app': urls.app,
    'database-url-auth': urls.auth,
    'database-url-system': urls.system,
    'auth-secret': secrets.authSecret,
    'llm-api-key': settings.LLM_API_KEY,
    'web-push-public-key': secrets.webPush.publicKey,
    'web-push-private-key': secrets.webPush.privateKey,
    'smtp-url': settings.SMTP_URL ?? '',
  }
}
