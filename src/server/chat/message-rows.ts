import type { Message } from '../../domain/conversation.ts'
import { partsOf } from './focus.ts'

type MessageRow = { id: string; conversationId: string; role: string; text: string; parts: unknown; createdAt: Date }

/** A stored message as the API shows it. */
export function toMessage({ id, conversationId, role, text, parts, createdAt }: MessageRow): Message {
  return {
    id,
    conversationId,
    role: role === 'user' ? 'user' : 'assistant',
    text,
    parts: partsOf(parts),
    createdAt: createdAt.toISOString(),
  }
}
