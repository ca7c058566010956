import { initTRPC, TRPCError } from '@trpc/server'
import { z } from 'zod'
import { AppError, type ErrorCode, errorTable } from '../../domain/errors.ts'
import type { Context } from './context.ts'
import { inputProblem } from './input-problem.ts'

/** Below every idle time-out on the way (Next 30 s, load balancers 60 s). */
const heartbeatMs = 10_000

const trpc = initTRPC.context<Context>().create({
  isDev: false,
  sse: {
    ping: { enabled: true, intervalMs: heartbeatMs },
    client: { reconnectAfterInactivityMs: heartbeatMs * 3 },
  },
  jsonl: { pingMs: heartbeatMs },
  // `data.appCode` is the code of the error table, `message` the sentence for the user. Nothing else gets out.
  errorFormatter({ shape, error }) {
    const { code, message } = problemOf(error)
    const { stack: _, ...data } = shape.data
    return { ...shape, message, data: { ...data, httpStatus: errorTable[code].http, appCode: code } }
  },
})

export const { router, createCallerFactory, mergeRouters } = trpc

/** The application's error inside whatever a procedure or tRPC itself has thrown. */
export function problemOf(error: TRPCError): { code: ErrorCode; message: string } {
  const { cause } = error
  if (cause instanceof AppError) return { code: cause.code, message: cause.userMessage }
  if (cause instanceof z.core.$ZodError) return inputProblem(cause)
  const code = codeOfRpc[error.code] ?? 'internal'
  return { code, message: errorTable[code].message }
}

/** What tRPC refuses by itself. */
const codeOfRpc: Partial<Record<TRPCError['code'], ErrorCode>> = {
  PARSE_ERROR: 'invalid_input',
  BAD_REQUEST: 'invalid_input',
  NOT_FOUND: 'not_found',
  METHOD_NOT_SUPPORTED: 'invalid_input',
  UNSUPPORTED_MEDIA_TYPE: 'invalid_input',
  PAYLOAD_TOO_LARGE: 'too_large',
  UNAUTHORIZED: 'signed_out',
  FORBIDDEN: 'forbidden',
}

/** For everyone. Counts the call, and gives application errors their tRPC code. */
export const publicProcedure = trpc.procedure.use(async ({ ctx, path, type, next }) => {
  const start = performance.now()
  const result = await next()
  const outcome = result.ok ? 'ok' : problemOf(result.error).code
  ctx.observe({ procedure: path, kind: type, outcome, seconds: (performance.now() - start) / 1_000 })
  if (result.ok || !(result.error.cause instanceof AppError)) return result
  const { cause } = result.error
  throw new TRPCError({ code: errorTable[cause.code].rpc, message: cause.userMessage, cause })
})

/** For signed-in users, guests included: `ctx.user` is set. */
export const userProcedure = publicProcedure.use(({ ctx, next }) => {
  if (ctx.user === null) throw new AppError('signed_out')
  return next({ ctx: { ...ctx, user: ctx.user } })
})
