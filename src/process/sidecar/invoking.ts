import { z } from 'zod'
import { AppError, type ErrorCode, errorTable } from '../../domain/errors.ts'
import { type InvocationRequest, type InvocationResponse, invocationSchemas } from '../../domain/invocation.ts'
import { type Invocation, invocations } from '../../domain/topology.ts'
import type { CallOptions, Sidecar } from './sidecar.ts'
import { parseJson, type SidecarReply, type sidecarHttp, unexpectedReply } from './sidecar-http.ts'

const errorBodySchema = z.object({ code: z.string(), message: z.string() })

/** Calls routes of `server` through the sidecar; the SDK's invoker would drop the status. */
export function invokeCall(http: ReturnType<typeof sidecarHttp>): Sidecar['invoke'] {
  return async <I extends Invocation>(name: I, request: InvocationRequest<I>, options: CallOptions = {}) => {
    const body = invocationSchemas[name].request.safeParse(request)
    if (!body.success) throw new AppError('invalid_input', { cause: body.error })
    const reply = await http({
      method: 'POST',
      path: `/v1.0/invoke/server/method${invocations[name].route}`,
      body: body.data,
      signal: options.signal,
    })
    if (reply.status >= 400) throw errorOf(name, reply)
    const response = invocationSchemas[name].response.safeParse(parseJson(reply.text))
    if (!response.success) throw new AppError('internal', { cause: response.error })
    return response.data as InvocationResponse<I>
  }
}

/** The error the other side gave; a reply without a known code comes from the sidecar itself. */
function errorOf(name: Invocation, reply: SidecarReply): AppError {
  const body = errorBodySchema.safeParse(parseJson(reply.text))
  if (!body.success || !Object.hasOwn(errorTable, body.data.code)) return unexpectedReply(`invoking ${name}`, reply)
  return new AppError(body.data.code as ErrorCode, { userMessage: body.data.message })
}
