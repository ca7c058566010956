import { createHash } from 'node:crypto'
import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import type { TaskList } from '../../domain/task-input.ts'
import type { PageKey } from '../database/task-calls.ts'

/** What a cursor belongs to: it continues this list of this user and no other. */
type Listing = { userId: string } & Pick<TaskList, 'filter' | 'sort' | 'direction'>

const instantKey = z.string().refine((key) => key === 'infinity' || !Number.isNaN(Date.parse(key)))
const keySchemas = {
  due: instantKey,
  created: instantKey,
  priority: z.int().min(0).max(4),
  title: z.string().max(2_000),
} satisfies Record<TaskList['sort'], z.ZodType<string | number>>

/** Where the next page begins, as a text clients hand back unchanged. */
export function encodeCursor(key: PageKey, listing: Listing): string {
  return Buffer.from(JSON.stringify([...key, fingerprint(key, listing)])).toString('base64url')
}

/** AppError `invalid_input` for a cursor that was changed or made for another list. */
export function decodeCursor(cursor: string, listing: Listing): PageKey {
  const schema = z.tuple([keySchemas[listing.sort], z.uuid(), z.string()])
  const parsed = schema.safeParse(parseJson(Buffer.from(cursor, 'base64url').toString()))
  const key: PageKey | null = parsed.success ? [parsed.data[0], parsed.data[1]] : null
  if (key === null || parsed.data?.[2] !== fingerprint(key, listing))
    throw new AppError('invalid_input', { userMessage: 'That page does not belong to this list. Load the list again.' })
  return key
}

// No secret: a forged cursor shows nobody else's tasks, as row-level security sees to. It tells mistakes.
function fingerprint(key: PageKey, { userId, filter, sort, direction }: Listing): string {
  const text = JSON.stringify([key, userId, filter, sort, direction])
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
