import { randomUUID } from 'node:crypto'
import { AppError } from '../../domain/errors.ts'
import type { Sidecar } from '../../process/sidecar/sidecar.ts'

/** The sidecar's state store; what is in it may vanish, which may only delay. */
export type StateStore = Pick<Sidecar, 'getState' | 'saveState' | 'deleteState'>

type Lease = {
  key: string
  /** Longer than the work may take: afterwards another may begin, as its holder may have died. */
  ttlSeconds: number
}

/**
 * Does `work` while nobody else does what has the same key.
 *
 * @throws AppError `unavailable` while another holds the lease, or where the store cannot say so
 */
export async function withLease<T>(store: StateStore, { key, ttlSeconds }: Lease, work: () => Promise<T>): Promise<T> {
  const owner = randomUUID()
  if ((await store.saveState(key, { owner }, { etag: null, ttlSeconds })) === 'conflict') {
    // Sidecars repeat a write whose answer was lost: then the one that came first was ours.
    const holder = await store.getState(key)
    if (!isOwnedBy(holder?.value, owner)) {
      throw new AppError('unavailable', { cause: new Error(`${key} is worked on elsewhere`) })
    }
  }
  try {
    return await work()
  } finally {
    // What cannot be let go of ends by itself.
    await release(store, key, owner).catch(() => undefined)
  }
}

/** Only what is still ours: it may have ended meanwhile and be another's now. */
async function release(store: StateStore, key: string, owner: string): Promise<void> {
  const held = await store.getState(key)
  if (held !== null && isOwnedBy(held.value, owner)) await store.deleteState(key, { etag: held.etag })
}

const isOwnedBy = (value: unknown, owner: string): boolean =>
  typeof value === 'object' && value !== null && 'owner' in value && value.owner === owner
