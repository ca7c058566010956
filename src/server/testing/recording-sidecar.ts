import { AppError } from '../../domain/errors.ts'
import type { AppEvent } from '../../domain/events.ts'
import type { Topic } from '../../domain/topology.ts'
import type { FailedEvent, Sidecar } from '../../process/sidecar/sidecar.ts'

export type RecordingSidecar = Pick<Sidecar, 'publishBulk' | 'check'> & {
  /** Everything the broker took, in order. */
  events: { topic: Topic; event: AppEvent }[]
  /** Events this returns true for are not taken; null takes everything again. */
  refuse: ((event: AppEvent) => boolean) | null
  /** Whether the broker can be reached at all. */
  reachable: boolean
  of<T extends AppEvent['type']>(type: T, userId?: string): Extract<AppEvent, { type: T }>[]
}

/** A sidecar that takes events and keeps them. */
export function createRecordingSidecar(): RecordingSidecar {
  const sidecar: RecordingSidecar = {
    events: [],
    refuse: null,
    reachable: true,
    async publishBulk(topic, events) {
      // The answer comes later than the request, as over a network.
      await new Promise((resolve) => setImmediate(resolve))
      if (!sidecar.reachable) throw new AppError('unavailable')
      const failed: FailedEvent[] = []
      for (const event of events) {
        if (sidecar.refuse?.(event)) failed.push({ id: event.id, reason: 'refused' })
        else sidecar.events.push({ topic, event })
      }
      return failed
    },
    async check() {
      if (!sidecar.reachable) throw new AppError('unavailable')
    },
    of: <T extends AppEvent['type']>(type: T, userId?: string) =>
      sidecar.events.flatMap(({ event }) =>
        event.type === type && (userId === undefined || event.data.userId === userId)
          ? [event as Extract<AppEvent, { type: T }>]
          : [],
      ),
  }
  return sidecar
}
