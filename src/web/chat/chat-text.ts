import type { Message } from '../../domain/conversation.ts'

const names = { user: 'You', assistant: 'Assistant' }

/** A chat as Markdown, oldest message first. */
export function chatText(title: string, messages: readonly Pick<Message, 'role' | 'text' | 'createdAt'>[]): string {
  const parts = messages.map(({ role, text, createdAt }) => {
    const at = `${createdAt.slice(0, 10)} ${createdAt.slice(11, 16)} UTC`
    return `**${names[role]}**, ${at}\n\n${text}\n`
  })
  return [`# ${title}\n`, ...parts].join('\n')
}
