import { type InvocationRequest, type InvocationResponse, invocationSchemas } from '../../domain/invocation.ts'
import type { Invocation } from '../../domain/topology.ts'
import { createLog } from '../../process/log.ts'
import type { Sidecar } from '../../process/sidecar/sidecar.ts'
import type { HandlerContext } from '../runtime/worker.ts'

type Answers = {
  [I in Invocation]?: (request: InvocationRequest<I>) => InvocationResponse<I> | Promise<InvocationResponse<I>>
}
export type Invoked = { [I in Invocation]: { name: I; request: InvocationRequest<I> } }[Invocation]

/** A sidecar that only invokes: answers as the test says, holds requests to their schemas and records them. */
export function fakeSidecar(answers: Answers): { sidecar: Pick<Sidecar, 'invoke' | 'check'>; invoked: Invoked[] } {
  const invoked: Invoked[] = []
  const sidecar: Pick<Sidecar, 'invoke' | 'check'> = {
    check: async () => {},
    async invoke<I extends Invocation>(name: I, request: InvocationRequest<I>) {
      invocationSchemas[name].request.parse(request)
      invoked.push({ name, request } as Invoked)
      const answer = answers[name] as ((request: InvocationRequest<I>) => Promise<InvocationResponse<I>>) | undefined
      if (answer === undefined) throw new Error(`${name} was not expected`)
      return answer(request)
    },
  }
  return { sidecar, invoked }
}

export const quietLog = createLog({ app: 'test', level: 'error', destination: { write: () => {} } })

export function contextOf(sidecar: HandlerContext['sidecar']): HandlerContext {
  return { sidecar, log: quietLog, traceparent: undefined }
}
