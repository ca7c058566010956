import { z } from 'zod'
import { components } from '../../../domain/topology.ts'
import type { StateStore, StateWrite } from '../state/state-store.ts'
import { type Exchange, readJson, sendEmpty, sendError, sendText } from './exchange.ts'

const keySchema = z
  .string()
  .min(1)
  .refine((key) => !key.includes('||'))

const writesSchema = z.array(
  z.object({
    key: keySchema,
    value: z.unknown(),
    etag: z.string().optional(),
    metadata: z.object({ ttlInSeconds: z.coerce.number().int().optional() }).optional(),
    options: z.object({ concurrency: z.string().optional() }).optional(),
  }),
)

const mismatch = 'possible etag mismatch. error from state store: the stored value is another'

/** The routes of `/v1.0/state/{store}`; 204 for what was written and for what is not there, 409 for a lost race. */
export async function serveState(
  exchange: Exchange,
  { store, key }: { store: string; key?: string },
  state: StateStore,
) {
  const { method, response } = exchange
  if (store !== components.state) {
    const message = `state store ${store} is not found`
    return sendError(response, 400, { errorCode: 'ERR_STATE_STORE_NOT_FOUND', message })
  }
  if (key === undefined && (method === 'POST' || method === 'PUT')) return save(exchange, state)
  if (key !== undefined && !keySchema.safeParse(key).success) return sendMalformed(exchange)
  if (key !== undefined && method === 'GET') return get(exchange, key, state)
  if (key !== undefined && method === 'DELETE') return remove(exchange, key, state)
  sendError(response, 405, { errorCode: 'ERR_METHOD_NOT_ALLOWED', message: 'method not allowed' })
}

function sendMalformed({ response }: Exchange): void {
  sendError(response, 400, { errorCode: 'ERR_MALFORMED_REQUEST', message: 'failed deserializing HTTP body or key' })
}

async function get({ app, response }: Exchange, key: string, state: StateStore): Promise<void> {
  const stored = await state.get(app, key)
  if (stored === undefined) return sendEmpty(response)
  const headers: Record<string, string> = { 'content-type': 'application/json', etag: stored.etag }
  if (stored.expiresAt !== null) headers['metadata.ttlexpiretime'] = stored.expiresAt.toISOString()
  sendText(response, { status: 200, body: stored.value, headers })
}

async function save(exchange: Exchange, state: StateStore): Promise<void> {
  const { app, request, response } = exchange
  const writes = writesSchema.safeParse(await readJson(request))
  if (!writes.success) return sendMalformed(exchange)
  for (const write of writes.data) {
    if (!(await state.set(app, stateWrite(write)))) {
      const message = `failed saving state in state store ${components.state}: ${mismatch}`
      return sendError(response, 409, { errorCode: 'ERR_STATE_SAVE', message })
    }
  }
  sendEmpty(response)
}

function stateWrite({ key, value, etag, metadata, options }: z.infer<typeof writesSchema>[number]): StateWrite {
  const ttl = metadata?.ttlInSeconds
  return {
    key,
    value: JSON.stringify(value ?? null),
    firstWrite: options?.concurrency === 'first-write',
    ...(etag === undefined ? {} : { etag }),
    ...(ttl === undefined || ttl < 0 ? {} : { ttlSeconds: ttl }),
  }
}

async function remove({ app, request, response }: Exchange, key: string, state: StateStore): Promise<void> {
  const etag = request.headers['if-match']
  if (await state.delete(app, key, etag)) return sendEmpty(response)
  sendError(response, 409, {
    errorCode: 'ERR_STATE_DELETE',
    message: `failed deleting state with key ${key}: ${mismatch}`,
  })
}
