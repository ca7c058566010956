import { fetchRequestHandler } from '@trpc/server/adapters/fetch'
import { limits } from '../../domain/limits.ts'
import type { HttpApp } from '../../process/http-app.ts'
import type { Log } from '../../process/log.ts'
import type { Identity } from '../identity/identity.ts'
import type { Context, ObserveCall } from './context.ts'
import { cutStream } from './cut-stream.ts'
import { appRouter } from './router.ts'
import type { Services } from './services.ts'
import { problemOf } from './trpc.ts'

export const rpcPath = '/api/trpc'
export const authPath = '/api/auth'

type MountedApi = {
  identity: Identity
  services: Services
  observe: ObserveCall
  log: Log
  /** Aborted when the process drains: streams end, and clients resume them elsewhere. */
  draining: AbortSignal
}

/** Serves tRPC and better-auth. */
export function mountApi(app: HttpApp, api: MountedApi): void {
  app.all(`${authPath}/*`, (context) => api.identity.handle(context.req.raw))
  app.all(`${rpcPath}/*`, (context) => answerRpc(context.req.raw, api))
}

async function answerRpc(
  request: Request,
  { identity, services, observe, log, draining }: MountedApi,
): Promise<Response> {
  if (request.method === 'POST') identity.checkOrigin(request.headers)
  const response = await fetchRequestHandler({
    endpoint: rpcPath,
    req: request,
    router: appRouter,
    maxBatchSize: limits.callsPerRequest,
    createContext: ({ resHeaders }) =>
      createContext({ identity, services, observe: (call) => tell(call, { observe, log }) }, request, resHeaders),
    // Whatever is passed on with a transformation is buffered, and an answer that streams comes all at once.
    responseMeta: () => ({ headers: new Headers({ 'cache-control': 'no-store, no-transform' }) }),
    onError({ error, path, type }) {
      // A procedure that does not exist may be called anything.
      const procedure = type === 'unknown' ? type : path
      const { code } = problemOf(error)
      if (code === 'internal' || code === 'unavailable') log.error({ err: error, procedure, code }, 'call failed')
      else log.debug({ procedure, code }, 'call refused')
    },
  })
  return response.headers.get('content-type')?.startsWith('text/event-stream')
    ? cutStream(response, draining)
    : response
}

/** Each change makes a line: the first of the server's by which it is followed through the other processes. */
function tell(call: Parameters<ObserveCall>[0], { observe, log }: Pick<MountedApi, 'observe' | 'log'>): void {
  observe(call)
  const { procedure, kind, outcome, seconds } = call
  if (kind === 'mutation') log.info({ procedure, outcome, ms: Math.round(seconds * 1_000) }, 'call answered')
}

type ContextParts = Pick<MountedApi, 'identity' | 'services' | 'observe'>

async function createContext(
  { identity, services, observe }: ContextParts,
  { headers }: Request,
  responseHeaders: Headers,
): Promise<Context> {
  const session = await identity.sessionFor(headers)
  return {
    user: session && { id: session.userId, name: session.name, email: session.email, isGuest: session.isGuest },
    sessionId: session?.sessionId ?? null,
    sessionStands: async () => {
      const now = await identity.sessionFor(headers)
      return now !== null && now.userId === session?.userId
    },
    headers,
    responseHeaders,
    services,
    observe,
  }
}
