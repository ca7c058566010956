import type { Database } from '../database/client.ts'
import type { SettingsStore } from '../settings/settings-store.ts'

export type TaskDependencies = {
  database: Pick<Database, 'tasks' | 'withUser' | 'commits'>
  settings: Pick<SettingsStore, 'get'>
  now: () => Date
  newId: () => string
}

/** Whose tasks these are. Guests may keep fewer. */
export type Actor = { id: string; isGuest: boolean }

/** Who changes something, under the id that makes it happen once. */
export type By = { user: Actor; mutationId: string }
