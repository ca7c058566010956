import type { TaskDraft } from './plan.ts'

const words = /\b(remind|reminder|alert|notify|ping|wake)\b/i

/** Whether a text asks to be reminded, in so many words. */
export const asksForReminding = (text: string): boolean => words.test(text)

/** Whoever gives a time, or asks to be reminded of a day, wants to hear of it then. */
export function withReminder(draft: TaskDraft, asked: boolean): TaskDraft {
  const wanted = draft.reminders.length === 0 && draft.due !== null && (draft.due.time !== null || asked)
  return wanted ? { ...draft, reminders: [{ kind: 'relative', minutesBefore: 0 }] } : draft
}
