import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import { channels } from '../../domain/notification.ts'
import type { InvocationHandlers } from '../api/invocation-routes.ts'
import type { Database } from '../database/client.ts'

type Deliveries = Pick<InvocationHandlers, 'planReminders' | 'reportDeliveries'>

type Dependencies = {
  database: Pick<Database, 'tasks'>
  now: () => Date
  /** Told how many seconds after its time each reminder came to be delivered. */
  observeLateness: (seconds: number) => void
}

/** Which claimed reminders still stand, and what became of their delivery; both safe to repeat. */
export function createDeliveries({ database, now, observeLateness }: Dependencies): Deliveries {
  return {
    async planReminders({ userId, reminders }) {
      const plan = {
        userId,
        reminders,
        channels,
        lateSeconds: limits.lateAfterSeconds,
        digestAbove: limits.digestAbove,
      }
      const deliveries = await database.tasks.planReminders(plan).catch((error: unknown) => {
        // The account is gone, and its reminders with it: nothing that anybody should find among the dead letters.
        if (error instanceof AppError && error.code === 'signed_out') return []
        throw error
      })
      const planned = new Set(deliveries.flatMap(({ reminderIds }) => reminderIds))
      for (const { id, fireAt } of reminders)
        if (planned.has(id)) observeLateness(Math.max(0, (now().getTime() - Date.parse(fireAt)) / 1_000))
      return { deliveries }
    },
    async reportDeliveries({ userId, deliveries }) {
      const lateSeconds = limits.lateAfterSeconds
      return { recorded: await database.tasks.recordDeliveries({ userId, deliveries, lateSeconds }) }
    },
  }
}
