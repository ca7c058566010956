import { type DaprClient, StateConcurrencyEnum, StateConsistencyEnum } from '@dapr/dapr'
import { components } from '../../domain/topology.ts'
import { checked, sdkErrorStatus } from './sdk-client.ts'
import type { Sidecar, StateWrite } from './sidecar.ts'
import { parseJson, type sidecarHttp, unexpectedReply } from './sidecar-http.ts'

const firstWrite = {
  concurrency: StateConcurrencyEnum.CONCURRENCY_FIRST_WRITE,
  consistency: StateConsistencyEnum.CONSISTENCY_STRONG,
}

type StateCalls = Pick<Sidecar, 'getState' | 'saveState' | 'deleteState'>

/** The state calls: writes by the SDK, reads by the route itself, as the SDK drops the ETag. */
export function stateCalls(client: DaprClient, http: ReturnType<typeof sidecarHttp>, timeoutMs: number): StateCalls {
  const getState: StateCalls['getState'] = async (key) => {
    const reply = await http({ path: `/v1.0/state/${components.state}/${encodeURIComponent(key)}` })
    if (reply.status === 204) return null
    const etag = reply.headers.get('etag')
    const value = parseJson(reply.text)
    if (reply.status !== 200 || etag === null || value === undefined) throw unexpectedReply('reading state', reply)
    return { value, etag }
  }
  return {
    getState,
    async saveState(key, value, write = {}) {
      const entry = { key, value, ...conditions(write) }
      const saving = wasWritten(client.state.save(components.state, [entry]), timeoutMs)
      const saved = await saving.catch(async (error: unknown) => {
        // The store names a first write that came second no conflict but a failure: only a look tells them apart.
        if (write.etag !== null || (await getState(key)) === null) throw error
        return false
      })
      return saved ? 'saved' : 'conflict'
    },
    async deleteState(key, { etag } = {}) {
      const options = etag === undefined ? {} : { etag, ...firstWrite }
      const call = client.state.delete(components.state, encodeURIComponent(key), options)
      return (await wasWritten(call, timeoutMs)) ? 'deleted' : 'conflict'
    },
  }
}

function conditions({ etag, ttlSeconds }: StateWrite) {
  return {
    ...(typeof etag === 'string' ? { etag } : {}),
    ...(etag === undefined ? {} : { options: firstWrite }),
    ...(ttlSeconds === undefined ? {} : { metadata: { ttlInSeconds: String(ttlSeconds) } }),
  }
}

/** False where the store refused because another write came first. */
async function wasWritten(call: Promise<{ error?: unknown }>, timeoutMs: number): Promise<boolean> {
  try {
    await checked(call, timeoutMs)
    return true
  } catch (error) {
    if (error instanceof Error && sdkErrorStatus(error.cause) === 409) return false
    throw error
  }
}
