import type { TaskAction } from '../tasks/task-action.ts'

/** A change that waits for the server. Sent under the same id as before: it may have arrived already. */
export type Waiting = { mutationId: string; userId: string; action: TaskAction; since: string }

/** The changes that wait, oldest first, kept on this device until the server has answered. */
export type Outbox = {
  list: () => readonly Waiting[]
  add: (waiting: Waiting) => void
  remove: (mutationId: string) => void
  subscribe: (listener: () => void) => () => void
}

type Store = Pick<Storage, 'getItem' | 'setItem'>

export const outboxKey = 'outbox'
const none: readonly Waiting[] = []

export function createOutbox(store: Store): Outbox {
  const listeners = new Set<() => void>()
  let known: { text: string; list: readonly Waiting[] } = { text: '', list: none }
  const list = () => {
    // Other tabs write to the same store.
    const text = store.getItem(outboxKey) ?? '[]'
    if (text !== known.text) known = { text, list: JSON.parse(text) as Waiting[] }
    return known.list
  }
  const set = (next: readonly Waiting[]) => {
    store.setItem(outboxKey, JSON.stringify(next))
    for (const listener of listeners) listener()
  }
  return {
    list,
    add: (waiting) => set([...list().filter(({ mutationId }) => mutationId !== waiting.mutationId), waiting]),
    remove: (mutationId) => set(list().filter((waiting) => waiting.mutationId !== mutationId)),
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** What happened to a change that was sent again. `later`: the server is still out of reach. */
export type Delivery = 'done' | 'refused' | 'later'

/**
 * Sends what waits of this user, in order, and stops at the first that still cannot be sent. A change may be sent by two
 * tabs at once: its id lets it count once.
 */
export async function deliver(
  outbox: Outbox,
  userId: string,
  send: (waiting: Waiting) => Promise<Delivery>,
): Promise<void> {
  for (const waiting of outbox.list().filter((one) => one.userId === userId)) {
    if ((await send(waiting)) === 'later') return
    outbox.remove(waiting.mutationId)
  }
}
