import { z } from 'zod'
import { defaultSettings, type Settings, savedViewSchema } from '../../domain/settings.ts'
import type { Database } from '../database/client.ts'

/** Users' settings as every request needs them. */
export type SettingsStore = {
  get(userId: string): Promise<Settings>
  /** To be called when a user's settings changed, here or (by their event) in another replica. */
  forget(userId: string): void
}

const keptMs = 30_000
const keptUsers = 10_000

/** Reads settings by `database` and keeps them for half a minute, so that a task is created in one round trip. */
export function createSettingsStore(database: Pick<Database, 'withUser'>): SettingsStore {
  const kept = new Map<string, { settings: Settings; until: number }>()
  const reading = new Map<string, Promise<Settings>>()
  return {
    async get(userId) {
      const known = kept.get(userId)
      if (known !== undefined && known.until > performance.now()) return known.settings
      const read = reading.get(userId) ?? readSettings(database, userId)
      reading.set(userId, read)
      try {
        const settings = await read
        if (kept.size >= keptUsers) kept.clear()
        // Not when they were changed while being read.
        if (reading.get(userId) === read) kept.set(userId, { settings, until: performance.now() + keptMs })
        return settings
      } finally {
        if (reading.get(userId) === read) reading.delete(userId)
      }
    },
    forget(userId) {
      kept.delete(userId)
      reading.delete(userId)
    },
  }
}

async function readSettings(database: Pick<Database, 'withUser'>, userId: string): Promise<Settings> {
  const profile = await database.withUser(userId, (tx) => tx.profile.findUnique({ where: { userId } }))
  return profile === null ? defaultSettings : settingsOf(profile)
}

type Row = {
  timeZone: string
  weekStart: number
  hourCycle: string
  locale: string
  savedViews: unknown
  defaultReminder: number | null
}

/** The settings in a profile's row. */
export function settingsOf({ timeZone, weekStart, hourCycle, locale, savedViews, defaultReminder }: Row): Settings {
  const views = z.array(savedViewSchema).parse(savedViews)
  return {
    timeZone,
    weekStart,
    hourCycle: hourCycle === 'h12' ? 'h12' : 'h23',
    locale: locale === 'en-US' ? 'en-US' : 'en-GB',
    ...(defaultReminder === null ? {} : { defaultReminder }),
    ...(views.length === 0 ? {} : { savedViews: views }),
  }
}
