import type { ChatEvent, Message, MessagePart } from '../../domain/conversation.ts'
import type { TextRange } from '../../domain/language/plan.ts'

/** What was asked of the assistant; sent again, unchanged, when it failed. */
export type Request =
  | { kind: 'send'; text: string; ignored: readonly TextRange[] }
  | { kind: 'answer'; confirmationId: string; accept: boolean; label: string }

/** A question on its way and the answer so far. It goes once the stored answer is there. */
export type Turn = {
  conversationId: string
  /** Made here; the question is stored under it, however often it is sent. */
  messageId: string
  request: Request
  /** The conversation is made with this message: it does not exist before. */
  fresh: boolean
  /** `stopped`: by the user; what there is of the answer stays in view. `waiting`: for a connection. */
  status: 'sending' | 'answering' | 'stopped' | 'failed' | 'waiting'
  text: string
  parts: MessagePart[]
  problem: string | null
  createdAt: string
}

/** A turn after one more event of its stream; null after the stored answer. */
export function advanceTurn(turn: Turn, event: ChatEvent): Turn | null {
  switch (event.type) {
    case 'question':
      return { ...turn, status: 'answering' }
    case 'restart':
      return { ...turn, text: '', parts: [] }
    case 'text':
      return { ...turn, status: 'answering', text: turn.text + event.text }
    case 'part':
      return { ...turn, status: 'answering', parts: [...turn.parts, event.part] }
    case 'answer':
      return null
  }
}

/** A turn that starts over: what had come of the answer comes again. */
export const restartTurn = (turn: Turn): Turn => ({ ...turn, status: 'sending', text: '', parts: [], problem: null })

export const questionOf = ({ request }: Turn): string => (request.kind === 'send' ? request.text : request.label)

/** What is still to be shown of a turn beside the stored messages, which may already hold one or both halves of it. */
export function pendingHalves(turn: Turn, stored: readonly Message[]): { question: boolean; answer: boolean } {
  const at = stored.findIndex(({ id }) => id === turn.messageId)
  if (at < 0) return { question: true, answer: true }
  return { question: false, answer: stored[at + 1]?.role !== 'assistant' }
}

export type MessagePage = { items: Message[]; more: boolean }

/** The pages, newest first, with these messages at the end of the newest; those already there are replaced. */
export function withMessages(pages: readonly MessagePage[], messages: readonly Message[]): MessagePage[] {
  const fresh = new Map(messages.map((message) => [message.id, message]))
  const replaced = pages.map((page) => ({ ...page, items: page.items.map((item) => take(fresh, item.id) ?? item) }))
  const [newest = { items: [], more: false }, ...older] = replaced
  return [{ ...newest, items: [...newest.items, ...fresh.values()] }, ...older]
}

function take(fresh: Map<string, Message>, id: string): Message | undefined {
  const message = fresh.get(id)
  fresh.delete(id)
  return message
}
