import { expect, it } from 'vitest'
import type { Conversation } from '../rpc/contract.ts'
import { chatText } from './chat-text.ts'
import { foundChats } from './found-chats.ts'

const chat = (id: string, title: string): Conversation => ({ id, title, createdAt: '', updatedAt: '' })
const chats = [chat('1', 'Buy milk'), chat('2', 'Holidays'), chat('3', 'Garden')]

it('finds by title and by message, in the order of the chats', () => {
  const hits = [{ conversationId: '3', excerpt: 'more milk' }]
  expect(foundChats(chats, 'MILK', hits).map(({ conversation, excerpt }) => [conversation.id, excerpt])).toEqual([
    ['1', null],
    ['3', 'more milk'],
  ])
  expect(foundChats(chats, '', [])).toHaveLength(3)
})

it('writes a chat as Markdown', () => {
  const message = (role: 'user' | 'assistant', text: string) => ({ role, text, createdAt: '2026-11-23T12:00:00Z' })
  expect(chatText('Buy milk', [message('user', 'buy milk\nand bread'), message('assistant', 'Created.')])).toBe(
    '# Buy milk\n\n**You**, 2026-11-23 12:00 UTC\n\nbuy milk\nand bread\n\n**Assistant**, 2026-11-23 12:00 UTC\n\nCreated.\n',
  )
})
