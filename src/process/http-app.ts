import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import { routePath } from 'hono/route'
import { AppError, type ErrorCode, errorTable, toAppError } from '../domain/errors.ts'
import { limits } from '../domain/limits.ts'
import { probes } from '../domain/topology.ts'
import type { Log } from './log.ts'
import type { Metrics } from './metrics.ts'
import { inTrace } from './trace.ts'

export type HttpApp = Hono<{ Bindings: HttpBindings }>

/** Resolves when the dependency answers; rejects, also by the signal's time-out, when the process is not ready. */
export type ReadyCheck = { name: string; check: (signal: AbortSignal) => Promise<unknown> }

type HttpAppOptions = {
  log: Log
  metrics: Metrics
  ready: readonly ReadyCheck[]
  /** Largest request body in bytes. */
  bodyBytes?: number
}

const readyTimeoutMs = 2_000

/**
 * A Hono app with what every process serves: the request's trace, probes, metrics, a limit on request bodies, and errors as
 * `{code, message}` with the status of the error table. Routes are added by the caller.
 */
export function createHttpApp({ log, metrics, ready, bodyBytes = limits.requestBodyBytes }: HttpAppOptions): HttpApp {
  const app: HttpApp = new Hono()
  measureReadiness(metrics, ready)
  app.use((context, next) => inTrace(context.req.header('traceparent'), next))
  app.use(measure(metrics))
  app.use(limitBody(bodyBytes))
  app.get(probes.live, (context) => context.text('ok'))
  app.get(probes.ready, (context) => answerReadiness(context, ready))
  app.get(probes.metrics, async (context) =>
    context.text(await metrics.registry.metrics(), 200, { 'content-type': metrics.registry.contentType }),
  )
  app.notFound((context) => errorResponse(context, 'not_found'))
  app.onError((error, context) => {
    if (error instanceof HTTPException) return error.getResponse()
    const appError = toAppError(error)
    const entry = errorTable[appError.code]
    const where = { method: context.req.method, route: routePath(context, -1), code: appError.code }
    if (entry.http >= 500) log.error({ ...where, err: error }, 'request failed')
    else log.debug(where, 'request refused')
    return errorResponse(context, appError.code, appError.userMessage)
  })
  return app
}

function errorResponse(context: Context, code: ErrorCode, message: string = errorTable[code].message): Response {
  return context.json({ code, message }, errorTable[code].http)
}

async function answerReadiness(context: Context, checks: readonly ReadyCheck[]): Promise<Response> {
  const results = await runChecks(checks, AbortSignal.timeout(readyTimeoutMs))
  const ready = results.every(([, ok]) => ok)
  return context.json({ ready, checks: Object.fromEntries(results) }, ready ? 200 : 503)
}

function runChecks(checks: readonly ReadyCheck[], signal: AbortSignal) {
  return Promise.all(
    checks.map(async ({ name, check }) => {
      const late = new Promise<never>((_, reject) =>
        signal.addEventListener('abort', () => reject(signal.reason), { once: true }),
      )
      const ok = await Promise.race([check(signal), late]).then(
        () => true,
        () => false,
      )
      return [name, ok] as const
    }),
  )
}

/** The same checks as a measure, for alerts that name what is missing. */
export function measureReadiness(metrics: Metrics, checks: readonly ReadyCheck[]): void {
  metrics.gauge('ready_check', async (gauge) => {
    const signal = AbortSignal.timeout(readyTimeoutMs)
    for (const [check, ok] of await runChecks(checks, signal)) gauge.set({ check }, ok ? 1 : 0)
  })
}

function measure(metrics: Metrics): MiddlewareHandler {
  return async (context, next) => {
    const start = performance.now()
    await next()
    const labels = { method: context.req.method, route: routePath(context, -1), status: context.res.status }
    metrics.observeRequest(labels, (performance.now() - start) / 1_000)
  }
}

// Hono's own limiter makes the adapter build a whole Request object; a declared length needs none of that.
function limitBody(bytes: number): MiddlewareHandler {
  const limitStream = bodyLimit({
    maxSize: bytes,
    onError: () => {
      throw new AppError('too_large')
    },
  })
  return async (context, next) => {
    if (context.req.header('transfer-encoding') !== undefined) return limitStream(context, next)
    if (Number(context.req.header('content-length') ?? 0) > bytes) throw new AppError('too_large')
    await next()
  }
}
