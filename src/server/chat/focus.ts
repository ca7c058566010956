import { type MessagePart, messagePartSchema } from '../../domain/conversation.ts'

/** What "it", "them" and "the second one" mean at this point of a conversation: ids, newest knowledge first. */
export type Focus = {
  /** The last list shown, in its order. */
  list: readonly string[]
  /** The tasks last spoken of. */
  spoken: readonly string[]
}

export const noFocus: Focus = { list: [], spoken: [] }

/** The focus after an answer with these parts. */
export function focusAfter(focus: Focus, parts: readonly MessagePart[]): Focus {
  return parts.reduce<Focus>((current, part) => {
    if (part.type !== 'tasks') return current
    return { spoken: part.ids, list: part.layout === 'list' ? part.ids : current.list }
  }, focus)
}

/** The focus after these answers, oldest first, with their parts as they are stored. */
export function focusOf(answers: readonly { parts: unknown }[]): Focus {
  return answers.reduce<Focus>((focus, { parts }) => focusAfter(focus, partsOf(parts)), noFocus)
}

/** Stored parts; one that a later version wrote and this one does not know is left out. */
export function partsOf(stored: unknown): MessagePart[] {
  if (!Array.isArray(stored)) return []
  return stored.flatMap((part) => {
    const parsed = messagePartSchema.safeParse(part)
    return parsed.success ? [parsed.data] : []
  })
}
