import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Pool } from 'pg'
import { apisOf } from '../../../infra/dapr/configuration.ts'
import { type AppId, components, subscriptions } from '../../domain/topology.ts'
import type { Log } from '../../process/log.ts'
import { sameSecret } from '../../process/sidecar-token.ts'
import { eventsRoute } from '../../server/operations/stand-in-events.ts'
import { serveEvents } from './api/events.ts'
import { BodyTooLarge, type Exchange, sendEmpty, sendError, sendJson } from './api/exchange.ts'
import { publishBulk, publishOne } from './api/publish.ts'
import { getSecret } from './api/secrets.ts'
import { serveState } from './api/state.ts'
import type { Broker } from './broker/broker.ts'
import { mayInvoke } from './invocation/access.ts'
import { forward } from './invocation/forward.ts'
import type { ApiTokens } from './options.ts'
import type { Replicas } from './replicas.ts'
import type { StateStore } from './state/state-store.ts'

export type Services = {
  pool: Pool
  broker: Broker
  state: StateStore
  secrets: Readonly<Record<string, string>>
  replicas: ReadonlyMap<AppId, Replicas>
  apiTokens: ApiTokens
  logger: Log
  now: () => number
}

/** Serves one request to the sidecar of `app`. */
export async function serveRequest(
  app: AppId,
  { request, response }: { request: IncomingMessage; response: ServerResponse },
  services: Services,
): Promise<void> {
  const [path = '/', search = ''] = splitOnce(request.url ?? '/', '?')
  const exchange: Exchange = {
    app,
    request,
    response,
    method: request.method ?? 'GET',
    path,
    query: new URLSearchParams(search),
  }
  try {
    if (path.startsWith('/v1.0/healthz')) return await serveHealth(exchange, services)
    const token = services.apiTokens[app]?.dapr
    if (token !== undefined && !sameSecret(String(request.headers['dapr-api-token'] ?? ''), token)) {
      response.writeHead(401, { 'content-type': 'text/plain' }).end('invalid api token')
      return
    }
    await serveApi(exchange, services)
  } catch (error) {
    failRequest(exchange, error, services.logger)
  }
}

async function serveApi(exchange: Exchange, services: Services): Promise<void> {
  const { app, path, method, request, response } = exchange
  const [, version, building = '', ...rest] = path.split('/')
  const allowed = apisOf(app).some((api) => api === building)
  if (allowed && version === 'v1.0-alpha1' && building === 'publish' && rest[0] === 'bulk' && method === 'POST') {
    return publishBulk(exchange, { pubsub: rest[1] ?? '', topic: rest[2] ?? '' }, services)
  }
  if (allowed && version === 'v1.0') {
    const [first = '', second] = rest.map(decodeURIComponent)
    if (building === 'publish' && method === 'POST')
      return publishOne(exchange, { pubsub: first, topic: second ?? '' }, services)
    if (building === 'state') {
      return serveState(exchange, { store: first, ...(second === undefined ? {} : { key: second }) }, services.state)
    }
    if (building === 'secrets' && method === 'GET')
      return getSecret(exchange, { store: first, key: second ?? '' }, services.secrets)
    if (building === 'metadata' && method === 'GET') return sendMetadata(exchange, services)
    if (building === 'invoke' && rest[1] === 'method') {
      return invoke(exchange, first, { path: `/${rest.slice(2).join('/')}`, services })
    }
  }
  if (app === 'server' && path.startsWith(eventsRoute)) return serveEvents(exchange, services)
  const target = request.headers['dapr-app-id']
  if (typeof target === 'string' && target !== '') return invoke(exchange, target, { path, services })
  const message = 'failed getting app id either from the URL path or the header dapr-app-id'
  sendError(response, 404, { errorCode: 'ERR_DIRECT_INVOKE', message })
}

async function invoke(
  exchange: Exchange,
  callee: string,
  { path, services }: { path: string; services: Services },
): Promise<void> {
  const { app, request, response } = exchange
  if (!mayInvoke({ caller: app, target: callee, path })) {
    const message = `fail to invoke, id: ${callee}, err: access control policy denied the operation`
    return sendError(response, 403, { errorCode: 'ERR_DIRECT_INVOKE', message })
  }
  const replicas = services.replicas.get(callee as AppId)
  if (replicas === undefined) {
    const message = `fail to invoke, id: ${callee}, err: failed to resolve address`
    return sendError(response, 500, { errorCode: 'ERR_DIRECT_INVOKE', message })
  }
  const [, search] = splitOnce(request.url ?? '', '?')
  const pathAndQuery = search === undefined ? path : `${path}?${search}`
  const appApiToken = services.apiTokens[callee as AppId]?.app
  await forward(exchange, { caller: app, callee, pathAndQuery, replicas, appApiToken })
}

/** 204 when the components answer; the app's own state plays no part, as with daprd's outbound health. */
async function serveHealth({ response }: Exchange, { pool, logger }: Services): Promise<void> {
  try {
    await pool.query('SELECT')
    sendEmpty(response)
  } catch (error) {
    logger.warn({ err: error }, 'not ready')
    sendError(response, 500, { errorCode: 'ERR_OUTBOUND_HEALTH_NOT_READY', message: 'dapr outbound is not ready' })
  }
}

function sendMetadata({ app, response }: Exchange, { replicas }: Services): void {
  sendJson(response, 200, {
    id: app,
    runtimeVersion: 'local',
    components: [
      { name: components.pubsub, type: 'pubsub.kafka', version: 'v1' },
      { name: components.state, type: 'state.postgresql', version: 'v2' },
      { name: components.secrets, type: 'secretstores.local', version: 'v1' },
    ],
    subscriptions: subscriptions
      .filter((subscription) => subscription.app === app)
      .map(({ topic, route }) => ({ pubsubname: components.pubsub, topic, rules: [{ path: route }] })),
    appConnectionProperties: { port: replicas.get(app)?.ports[0], protocol: 'http' },
  })
}

function failRequest({ request, response, path }: Exchange, error: unknown, logger: Log) {
  if (request.destroyed && !request.complete) return
  if (response.headersSent) return response.destroy()
  if (error instanceof BodyTooLarge)
    return sendError(response, 413, { errorCode: 'ERR_BODY_TOO_LARGE', message: 'too large' })
  if (error instanceof URIError)
    return sendError(response, 400, { errorCode: 'ERR_MALFORMED_REQUEST', message: 'malformed path' })
  logger.error({ err: error, route: path.split('/').slice(0, 4).join('/') }, 'sidecar call failed')
  sendError(response, 500, { errorCode: 'ERR_INTERNAL', message: 'the sidecar could not do that' })
}

function splitOnce(text: string, separator: string): [string, string | undefined] {
  const index = text.indexOf(separator)
  return index === -1 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)]
}
