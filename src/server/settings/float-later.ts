import { changeAsUser } from '../database/change-as-user.ts'
import type { Database } from '../database/client.ts'
import { derivedUuid } from '../database/derived-uuid.ts'
import type { TaskRow } from '../database/task-rows.ts'
import { floatAllDay } from './float-all-day.ts'
import type { SettingsStore } from './settings-store.ts'

type Dependencies = {
  database: Pick<Database, 'withUser' | 'commits'>
  settings: Pick<SettingsStore, 'get'>
}

/**
 * Moves on what a change brought back from before its user's zone changed: an undone completion, a reopened task, the
 * successor of one completed just before. `cause` is the change's mutation id, so that a repeat does it once.
 */
export async function floatLater(
  { database, settings }: Dependencies,
  { userId, cause, rows }: { userId: string; cause: string; rows: readonly TaskRow[] },
): Promise<void> {
  const floating = rows.filter(({ status, due_date, due_time }) => status === 'open' && due_date && due_time === null)
  if (floating.length === 0) return
  const { timeZone: known } = await settings.get(userId)
  if (floating.every(({ time_zone }) => time_zone === known)) return
  const mutationId = derivedUuid(`float/${userId}/${cause}`)
  await changeAsUser(database, { userId, mutationId, kind: 'task.float' }, async (tx, emit) => {
    // As stored: what is known may be half a minute old.
    const { timeZone } = await tx.profile.findUniqueOrThrow({ where: { userId } })
    if (await floatAllDay(tx, { userId, timeZone })) await emit('settings.changed', {})
    return {}
  })
}
