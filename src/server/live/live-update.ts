import type { EventData, EventType, eventTypes } from '../../domain/events.ts'

type UpdateType = { [T in EventType]: (typeof eventTypes)[T]['topic'] extends 'task-updates' ? T : never }[EventType]

/** One event of the topic task-updates as the page gets it. */
export type UserUpdate = { [T in UpdateType]: { type: T; data: EventData<T> } }[UpdateType]

/**
 * What a stream of live updates carries; `seq` is the number to resume from. `ready` comes first; `refetch` where the
 * gap is too long to fill: what is shown has to be loaded again.
 */
export type LiveUpdate =
  | { type: 'ready'; seq: number }
  | { type: 'refetch'; seq: number }
  | { type: 'update'; seq: number; updates: UserUpdate[] }
