import { type InvocationRequest, type InvocationResponse, invocationSchemas } from '../../domain/invocation.ts'
import type { Invocation } from '../../domain/topology.ts'
import { createLog } from '../../process/log.ts'
import { createMetrics } from '../../process/metrics.ts'
import type { Sidecar } from '../../process/sidecar/sidecar.ts'
import type { StateStore } from '../runtime/leases.ts'
import type { HandlerContext, WorkerSidecar } from '../runtime/worker.ts'

type Answers = {
  [I in Invocation]?: (request: InvocationRequest<I>) => InvocationResponse<I> | Promise<InvocationResponse<I>>
}
export type Invoked = { [I in Invocation]: { name: I; request: InvocationRequest<I> } }[Invocation]

type FakeSidecar = WorkerSidecar & Pick<Sidecar, 'check'>

/** State in memory, with ETags; nothing expires unless the test deletes it. */
export function fakeState(): StateStore {
  const entries = new Map<string, { value: unknown; etag: string }>()
  let writes = 0
  const isStale = (key: string, etag: string | null | undefined) =>
    etag !== undefined && (entries.get(key)?.etag ?? null) !== etag
  return {
    getState: async (key) => entries.get(key) ?? null,
    async saveState(key, value, { etag } = {}) {
      if (isStale(key, etag)) return 'conflict'
      writes += 1
      entries.set(key, { value, etag: String(writes) })
      return 'saved'
    },
    async deleteState(key, { etag } = {}) {
      if (isStale(key, etag)) return 'conflict'
      entries.delete(key)
      return 'deleted'
    },
  }
}

/** A sidecar that answers invocations as the test says, holds requests to their schemas and records them. */
export function fakeSidecar(answers: Answers): { sidecar: FakeSidecar; invoked: Invoked[] } {
  const invoked: Invoked[] = []
  const sidecar: FakeSidecar = {
    check: async () => {},
    ...fakeState(),
    getSecret: async (name) => Promise.reject(new Error(`${name} was not expected`)),
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
  return { sidecar, log: quietLog, metrics: createMetrics('notifications') }
}
