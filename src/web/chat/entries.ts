import type { Message } from '../../domain/conversation.ts'
import { pendingHalves, questionOf, type Turn } from './turns.ts'

/** One bubble or answer of the conversation as it is shown. */
export type Entry = {
  /** The same for an answer that is coming in and the one that is stored afterwards, so that nothing in it starts over. */
  key: string
  message: Pick<Message, 'id' | 'conversationId' | 'role' | 'text' | 'parts'>
  /** Nothing of the answer is there yet. */
  waiting: boolean
  /** Whether its questions may be answered: only the latest answer's may, once it is complete. */
  questions: 'coming' | 'open' | 'closed'
}

const answerKey = (questionId: string) => `${questionId}:answer`

/** The stored messages, oldest first, and what turns under way add to them. */
export function entriesOf(messages: readonly Message[], turns: readonly Turn[]): Entry[] {
  const latest = turns.length === 0 ? messages.findLast(({ role }) => role === 'assistant')?.id : undefined
  const stored = messages.map((message, index): Entry => {
    const before = messages[index - 1]
    const key = message.role === 'assistant' && before?.role === 'user' ? answerKey(before.id) : message.id
    return { key, message, waiting: false, questions: message.id === latest ? 'open' : 'closed' }
  })
  return [...stored, ...turns.flatMap((turn) => entriesOfTurn(turn, messages))]
}

function entriesOfTurn(turn: Turn, stored: readonly Message[]): Entry[] {
  const { conversationId, messageId, status, text, parts } = turn
  const { question, answer } = pendingHalves(turn, stored)
  const entries: Entry[] = []
  if (question) {
    const message = { id: messageId, conversationId, role: 'user', text: questionOf(turn), parts: [] } as const
    entries.push({ key: messageId, message: { ...message, parts: [] }, waiting: false, questions: 'closed' })
  }
  if (answer && status !== 'failed' && status !== 'waiting') {
    const key = answerKey(messageId)
    const message = { id: key, conversationId, role: 'assistant', text, parts } as const
    entries.push({ key, message, waiting: text === '' && parts.length === 0, questions: 'coming' })
  }
  return entries
}
