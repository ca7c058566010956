import type { MiddlewareHandler } from 'hono'
import { AppError } from '../../domain/errors.ts'
import { type InvocationRequest, type InvocationResponse, invocationSchemas } from '../../domain/invocation.ts'
import { type Invocation, invocations } from '../../domain/topology.ts'
import type { HttpApp } from '../../process/http-app.ts'
import type { Log } from '../../process/log.ts'

export type InvocationHandlers = {
  [I in Invocation]: (request: InvocationRequest<I>) => Promise<InvocationResponse<I>>
}

/** Serves what other apps call by service invocation; requests are parsed by the schemas of domain/invocation.ts. */
export function mountInvocations(app: HttpApp, served: Served, handlers: InvocationHandlers): void {
  for (const name of Object.keys(invocations) as Invocation[]) mountOne(app, served, { name, handle: handlers[name] })
}

type Served = { guard: MiddlewareHandler; log: Log }
type Mounted<I extends Invocation> = { name: I; handle: InvocationHandlers[I] }

function mountOne<I extends Invocation>(app: HttpApp, { guard, log }: Served, { name, handle }: Mounted<I>): void {
  const { route, callers } = invocations[name]
  app.post(route, guard, async (context) => {
    const caller = context.req.header('dapr-caller-app-id')
    // The sidecars' own access control is what counts; this catches a policy that was forgotten.
    if (caller !== undefined && !callers.some((allowed) => allowed === caller)) throw new AppError('forbidden')
    const body: unknown = await context.req.json().catch(() => undefined)
    const request = invocationSchemas[name].request.safeParse(body)
    if (!request.success) throw new AppError('invalid_input', { cause: request.error })
    const response = await handle(request.data as InvocationRequest<I>)
    log.info({ invocation: name, caller }, 'invocation answered')
    return context.json(response)
  })
}
