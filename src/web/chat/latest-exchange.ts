import type { Message } from '../../domain/conversation.ts'
import type { Edited } from './editing.ts'

/** The latest message of the user with what its answer changed, first change first; null before there is an answer. */
export function latestExchange(messages: readonly Message[]): { messageId: string; edited: Edited } | null {
  const [question, answer] = messages.slice(-2)
  if (question?.role !== 'user' || answer?.role !== 'assistant') return null
  const changeIds = answer.parts.flatMap((part) => (part.type === 'undo' ? part.changeId : []))
  return { messageId: question.id, edited: { text: question.text, changeIds } }
}
