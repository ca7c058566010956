import { timingSafeEqual } from 'node:crypto'
import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import { callFunction } from '../database/call.ts'
import { changeAsUser } from '../database/change-as-user.ts'
import type { Database } from '../database/client.ts'
import { Prisma } from '../database/generated/client.ts'
import type { DerivedKeys } from './derived-keys.ts'

type Confirmation = { by: { user: { id: string }; mutationId: string }; id: string; code: string }
type Outcome = 'confirmed' | 'wrong' | 'expired' | 'unknown'

const sentences = {
  wrong: 'That is not the code. Look at the newest mail.',
  expired: 'That code is too old, or was mistyped too often. Have a new one sent.',
} as const

/** Confirms an address by its code. Wrong codes are counted, so they commit as well. */
export async function confirmAddress(database: Database, keys: DerivedKeys, { by, id, code }: Confirmation) {
  const userId = by.user.id
  const change = { userId, mutationId: by.mutationId, kind: 'destinations.confirm' }
  const { outcome } = await changeAsUser(database, change, async (tx, emit): Promise<{ outcome: Outcome }> => {
    const row = await tx.destination.findFirst({ where: { id, userId, kind: 'email' } })
    if (row === null) return { outcome: 'unknown' }
    if (row.status !== 'unconfirmed') return { outcome: 'confirmed' }
    const now = await callFunction<Date>(tx, Prisma.sql`SELECT clock_timestamp() AS result`)
    const { codeUntil, codeTries } = row
    if (codeUntil === null || codeUntil < now || codeTries >= limits.confirmCodeTries) return { outcome: 'expired' }
    if (!same(keys.code(id, codeUntil.getTime()), code)) {
      await tx.destination.update({ where: { id }, data: { codeTries: codeTries + 1 } })
      return { outcome: 'wrong' }
    }
    await tx.destination.update({ where: { id }, data: { status: 'on', codeUntil: null } })
    await emit('destinations.changed', {})
    return { outcome: 'confirmed' }
  })
  if (outcome === 'unknown') throw new AppError('not_found')
  if (outcome !== 'confirmed') throw new AppError('invalid_input', { userMessage: sentences[outcome] })
  return { confirmed: true }
}

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
