import { limits } from '../limits.ts'
import { tagSchema } from '../task.ts'
import { type ImportDraft, type ImportReading, type ImportSource, importItemSchema } from './import-item.ts'

/** Collects what readers find: tasks that fit, rows that do not with the reason, and what is lost. */
export type Gathering = {
  add(row: string, draft: ImportDraft): void
  refuse(row: string, title: string, reason: string): void
  lose(what: string, count?: number): void
  done(): ImportReading
}

export function gather(source: ImportSource): Gathering {
  const reading: ImportReading = { source, items: [], refused: [], lost: {} }
  const seen = new Map<string, number>()
  const refuse: Gathering['refuse'] = (row, title, reason) => {
    reading.refused.push({ row, title: title.slice(0, 100), reason })
  }
  return {
    add(row, draft) {
      // Equal rows are tasks of their own: the second and third are told apart by their number.
      const count = (seen.get(draft.key) ?? 0) + 1
      seen.set(draft.key, count)
      const key = shortKey(count === 1 ? draft.key : `${draft.key} #${count}`)
      const parsed = importItemSchema.safeParse({ ...draft, key })
      if (!parsed.success) refuse(row, draft.title, parsed.error.issues[0]?.message ?? 'It is not valid.')
      else if (reading.items.length >= limits.importTasks)
        refuse(row, draft.title, `At most ${limits.importTasks.toLocaleString('en')} tasks can be imported at once.`)
      else reading.items.push(parsed.data)
    },
    refuse,
    lose(what, count = 1) {
      if (count > 0) reading.lost[what] = (reading.lost[what] ?? 0) + count
    },
    done: () => reading,
  }
}

/** Keys have a limit; of a longer one the beginning, the end and the length tell it from others. */
function shortKey(key: string): string {
  const half = Math.floor(limits.importKeyLength / 2) - 10
  return key.length <= limits.importKeyLength ? key : `${key.slice(0, half)}…${key.length}…${key.slice(-half)}`
}

/** A name such as "Home & Garden" as a tag, "home-garden"; null where nothing of it can be one. */
export function tagOf(name: string): string | null {
  const tag = name
    .normalize('NFC')
    .trim()
    .replace(/[^\p{L}\p{N}\p{M}_/]+/gu, '-')
    .replace(/^[^\p{L}\p{N}]+|[-/]+$/gu, '')
  const parsed = tagSchema.safeParse(tag.slice(0, limits.tagLength))
  return parsed.success ? parsed.data : null
}

export const tagsOf = (names: readonly string[]): string[] => names.flatMap((name) => tagOf(name) ?? [])
