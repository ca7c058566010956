import { secretNames } from '../../../domain/environment.ts'
import { components } from '../../../domain/topology.ts'
import { type Exchange, sendError, sendJson } from './exchange.ts'

/** `GET /v1.0/secrets/{store}/{key}`: only what the calling app's configuration allows. */
export function getSecret(
  { app, response }: Exchange,
  { store, key }: { store: string; key: string },
  secrets: Readonly<Record<string, string>>,
) {
  if (store !== components.secrets) {
    const message = `failed finding secret store with key ${store}`
    return sendError(response, 401, { errorCode: 'ERR_SECRET_STORE_NOT_FOUND', message })
  }
  const allowed: readonly string[] = secretNames[app]
  if (!allowed.includes(key)) {
    const message = `access denied by policy to get "${key}" from "${store}"`
    return sendError(response, 403, { errorCode: 'ERR_PERMISSION_DENIED', message })
  }
  const value = Object.hasOwn(secrets, key) ? secrets[key] : undefined
  if (value === undefined) {
    const message = `failed getting secret with key ${key} from secret store ${store}: secret not found`
    return sendError(response, 500, { errorCode: 'ERR_SECRET_GET', message })
  }
  sendJson(response, 200, { [key]: value })
}
