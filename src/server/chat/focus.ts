import { type MessagePart, messagePartSchema } from '../../domain/conversation.ts'

/** What "it", "them" and "the second one" mean at this point of a conversation: ids. */
export type Focus = {
  /** The last list shown, in its order. */
  list: readonly string[]
  /** What was shown last: usually one task. */
  it: readonly string[]
  /** All that the last answer showed. */
  them: readonly string[]
}

export const noFocus: Focus = { list: [], it: [], them: [] }

/** The focus after a further piece of an answer; `begun`: the answer has shown tasks before. */
export function focusAfter(focus: Focus, parts: readonly MessagePart[], begun: boolean): Focus {
  const shown = parts.flatMap((part) => (part.type === 'tasks' ? [part] : []))
  return shown.reduce<Focus>((current, { ids, layout }, n) => {
    const them = begun || n > 0 ? [...new Set([...current.them, ...ids])] : ids
    return { it: ids, them, list: layout === 'list' ? ids : current.list }
  }, focus)
}

/** The focus after these answers, oldest first, with their parts as they are stored. */
export function focusOf(answers: readonly { parts: unknown }[]): Focus {
  return answers.reduce<Focus>((focus, { parts }) => focusAfter(focus, partsOf(parts), false), noFocus)
}

/** Stored parts; one that a later version wrote and this one does not know is left out. */
export function partsOf(stored: unknown): MessagePart[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((part) => {
    const parsed = messagePartSchema.safeParse(part)
    return parsed.success ? [parsed.data] : []
  })
}
