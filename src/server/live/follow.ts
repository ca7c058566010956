import { AppError } from '../../domain/errors.ts'
import type { Database } from '../database/client.ts'
import type { Updates } from '../database/task-calls.ts'
import type { Listener } from './listener.ts'
import type { LiveUpdate, UserUpdate } from './live-update.ts'

type Follow = {
  database: Pick<Database, 'tasks'>
  listener: Listener
  userId: string
  lastEventId: string | null
  signal: AbortSignal
  sessionStands: () => Promise<boolean>
  /** How often to look without having been woken, milliseconds. */
  pollMs: number
}

/** Numbers read at once; a client further behind than `maxGap` loads everything again. */
const readLimit = 100
const maxGap = 1_000
const retryMs = 1_000

/** A user's updates in order from `lastEventId` on, or from now on where that is null, without gap or repeat. */
export async function* follow({ listener, lastEventId, signal, ...options }: Follow): AsyncGenerator<LiveUpdate> {
  const resumed = lastEventId === null ? null : parsePosition(lastEventId)
  const first = await readPatiently({
    ...options,
    listener,
    after: resumed ?? 0,
    limit: resumed === null ? 0 : readLimit,
  })
  if (first === null) return
  let position = resumed ?? first.latest
  yield { type: 'ready', seq: position }
  if (lastEventId !== null && resumed === null) yield { type: 'refetch', seq: position }
  while (!signal.aborted) {
    const batch = await readPatiently({ ...options, listener, after: position, limit: readLimit })
    if (batch === null) break
    const gap = !batch.complete || batch.latest - position > maxGap
    if (gap) yield { type: 'refetch', seq: batch.latest }
    else if (batch.updates.length > 0)
      yield {
        type: 'update',
        seq: batch.seq,
        updates: batch.updates.map(({ type, data }) => ({ type, data }) as UserUpdate),
      }
    position = gap ? batch.latest : batch.seq
    if (position < batch.latest) continue
    const reason = await listener.wait(options.pollMs)
    if (reason === 'recheck' || reason === 'timeout') await requireSession(options.sessionStands)
  }
}

/** A session that cannot be asked about at the moment is believed in. */
async function requireSession(sessionStands: () => Promise<boolean>): Promise<void> {
  const stands = await sessionStands().catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'unavailable') return true
    throw error
  })
  if (!stands) throw new AppError('signed_out')
}

function parsePosition(lastEventId: string): number | null {
  return /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : null
}

type Reading = Pick<Follow, 'database' | 'listener' | 'userId'> & { after: number; limit: number }

/** Tries again while the database is not available; null when the stream has ended meanwhile. */
async function readPatiently({ database, listener, userId, after, limit }: Reading): Promise<Updates | null> {
  for (;;) {
    try {
      return await database.tasks.updatesSince({ userId, after, limit })
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unavailable') throw error
    }
    if ((await listener.wait(retryMs)) === 'closed') return null
  }
}
