import { AppError } from '../../domain/errors.ts'
import { exportFormat } from '../../domain/import/own-export.ts'
import type { Settings } from '../../domain/settings.ts'
import { changeAsUser } from '../database/change-as-user.ts'
import type { Database } from '../database/client.ts'
import { rulesOf } from '../destinations/destination-rows.ts'
import type { Identity } from '../identity/identity.ts'
import type { GuestUpgrade } from '../identity/upgrade-guest.ts'
import { floatAllDay } from '../settings/float-all-day.ts'
import { type SettingsStore, settingsOf } from '../settings/settings-store.ts'
import { type Export, type ExportedProfile, exportBatches, exportText } from './export.ts'
import { exportCsv } from './export-csv.ts'

type Person = { id: string; name: string; email: string; isGuest: boolean }

export type AccountService = {
  /** What the page needs to know first. `setCookies` extend the session once a day. */
  present(
    user: Person | null,
    headers: Headers,
  ): Promise<{
    user: Person | null
    settings: Settings | null
    registration: Identity['registration']
    guests: boolean
    setCookies: string[]
  }>
  updateSettings(change: { userId: string; mutationId: string; settings: Partial<Settings> }): Promise<Settings>
  /** See `Identity.upgradeGuest`. */
  upgradeGuest(user: Person, upgrade: GuestUpgrade, headers: Headers): Promise<void>
  /** Everything of the user in one object; `exportText` for as much as there may be. */
  export(user: Person): Promise<Export>
  exportText(user: Person): AsyncGenerator<string>
  /** Their tasks as CSV; see export-csv.ts. */
  exportCsv(user: Pick<Person, 'id'>): AsyncGenerator<string>
  /** `confirm` must be the own address, or "delete" for a guest. AppError `invalid_input`. */
  delete(user: Person, confirm: string): Promise<void>
}

type AccountDependencies = { database: Database; identity: Identity; settings: SettingsStore; now: () => Date }

export function createAccountService({ database, identity, settings, now }: AccountDependencies): AccountService {
  const profileOf = async (user: Person): Promise<ExportedProfile> => {
    const { id, name, email, isGuest } = user
    const profile = await database.withUser(id, (tx) => tx.profile.findUnique({ where: { userId: id } }))
    return { id, name, email, isGuest, settings: await settings.get(id), rules: rulesOf(profile) }
  }
  return {
    async present(user, headers) {
      const { registration, guests } = identity
      if (user === null) return { user, settings: null, registration, guests, setCookies: [] }
      const [own, setCookies] = await Promise.all([settings.get(user.id), identity.renewSession(headers)])
      const { id, name, email, isGuest } = user
      return { user: { id, name, email, isGuest }, settings: own, registration, guests, setCookies }
    },
    async updateSettings({ userId, mutationId, settings: changed }) {
      const { replayed: _, ...updated } = await changeAsUser<Settings & { replayed?: true }>(
        database,
        { userId, mutationId, kind: 'me.settings' },
        async (tx, emit) => {
          const row = await tx.profile.update({ where: { userId }, data: changed })
          if (changed.timeZone !== undefined) await floatAllDay(tx, { userId, timeZone: changed.timeZone })
          await emit('settings.changed', {})
          return settingsOf(row)
        },
      )
      settings.forget(userId)
      return updated
    },
    upgradeGuest: (user, upgrade, headers) => identity.upgradeGuest({ userId: user.id }, upgrade, headers),
    async export(user) {
      const exportedAt = now().toISOString()
      const profile = await profileOf(user)
      const batches = exportBatches({ database, userId: user.id })
      return {
        format: exportFormat,
        exportedAt,
        profile,
        tasks: await all(batches.tasks),
        conversations: await all(batches.conversations),
        messages: await all(batches.messages),
        notifications: await all(batches.notifications),
        destinations: await all(batches.destinations),
        sent: await all(batches.sent),
      }
    },
    async *exportText(user) {
      yield* exportText(
        { database, userId: user.id },
        { profile: await profileOf(user), exportedAt: now().toISOString() },
      )
    },
    exportCsv: (user) => exportCsv({ database, userId: user.id }),
    async delete(user, confirm) {
      const expected = user.isGuest ? 'delete' : user.email
      if (confirm.trim().toLowerCase() !== expected.toLowerCase()) {
        const what = user.isGuest ? 'the word “delete”' : 'your e-mail address'
        throw new AppError('invalid_input', { userMessage: `Type ${what} to delete everything.` })
      }
      await identity.deleteUser(user.id)
      settings.forget(user.id)
    },
  }
}

async function all<T>(batches: AsyncIterable<T[]>): Promise<T[]> {
  const items: T[] = []
  for await (const batch of batches) items.push(...batch)
  return items
}
