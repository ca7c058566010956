import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { appIds, topicNames } from '../../domain/topology.ts'
import type { EventState } from './event-state.ts'

/** Where the local stand-in of the sidecar tells of its events; daprd has no such route, as its broker tells instead. */
export const eventsRoute = '/local/events'

const topic = z.enum(topicNames as [(typeof topicNames)[number]])
export const standInEventsSchema = z.object({
  consumers: z.array(z.object({ topic, consumer: z.enum(appIds), lag: z.number(), members: z.number() })),
  deadLetterCounts: z.array(z.object({ topic, count: z.number() })),
  deadLetters: z.array(
    z.object({
      id: z.string(),
      topic,
      at: z.coerce.date(),
      type: z.string().nullable(),
      reason: z.string().nullable(),
      replayRequested: z.boolean(),
    }),
  ),
})

type Address = { port: number; apiToken?: string | undefined }

/** The events of the local stand-in, which has no broker that could be asked. */
export function createStandInEvents({ port, apiToken }: Address): EventState {
  const headers: Record<string, string> = apiToken === undefined ? {} : { 'dapr-api-token': apiToken }
  const call = async (path: string, init: RequestInit = {}): Promise<unknown> => {
    const url = `http://127.0.0.1:${port}${eventsRoute}${path}`
    const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(5_000) }).catch((cause) => {
      throw new AppError('unavailable', { cause })
    })
    if (response.ok) return response.json()
    throw new AppError('unavailable', { cause: new Error(`the sidecar answers ${response.status}`) })
  }
  const state = async () => standInEventsSchema.parse(await call(''))
  return {
    consumers: async () => (await state()).consumers,
    deadLetterCounts: async () => (await state()).deadLetterCounts,
    deadLetters: async (limit) => (await state()).deadLetters.slice(0, limit),
    async replay(which) {
      const path = `/replay/${encodeURIComponent(which)}`
      return z.object({ count: z.number() }).parse(await call(path, { method: 'POST' })).count
    },
  }
}
