import type { ChatEvent, Message, MessagePart } from '../../domain/conversation.ts'
import { type Command, type Plan, planSchema } from '../../domain/language/plan.ts'
import { understand } from '../../domain/language/understand.ts'
import type { Task } from '../../domain/task.ts'
import { taskCreateSchema, taskListSchema } from '../../domain/task-input.ts'
import { createChangeService } from '../changes/change-service.ts'
import { createBrowser, createTestIdentity } from '../identity/test-browser.ts'
import { uuidV7 } from '../identity/uuid-v7.ts'
import { createSettingsStore } from '../settings/settings-store.ts'
import type { Actor } from '../tasks/task-dependencies.ts'
import { createTaskService } from '../tasks/task-service.ts'
import { type ChatDependencies, createChatService } from './chat-service.ts'

/** What a message led to. */
export type Answered = { text: string; parts: MessagePart[]; events: ChatEvent[]; message: Message }

/** Understands English, and commands as `order` writes them, where a test is not about the language. */
function understandOrders(...[text, context]: Parameters<typeof understand>): Plan {
  return text.startsWith('[{') ? planSchema.parse({ commands: JSON.parse(text), spans: [] }) : understand(text, context)
}

/** A message that means exactly these commands. */
export const order = (...commands: Command[]): string => JSON.stringify(commands)

/** A Monday, 15:00 in UTC, where the tests' users live. */
export const testNow = '2026-11-23T15:00:00.000Z'

/** The chat on a database of its own, with as many users as a test needs. */
export async function createTestChat(overrides: Partial<ChatDependencies> = {}) {
  const test = await createTestIdentity()
  const { database } = test
  const settings = createSettingsStore(database)
  const base = { database, settings, now: () => new Date(testNow), newId: uuidV7 }
  const tasks = createTaskService(base)
  const dependencies: ChatDependencies = {
    ...base,
    tasks,
    changes: createChangeService(base),
    understand: understandOrders,
    ...overrides,
  }
  let users = 0

  async function join() {
    users += 1
    const { body } = await createBrowser(test.identity).signUp(`user${users}@example.com`)
    const user: Actor = { id: body.user.id, isGuest: false }
    return { ...talkAs(user), user }
  }

  function talkAs(user: Actor, service = createChatService(dependencies)) {
    let conversationId: string | null = null
    const conversation = async (): Promise<string> => {
      conversationId ??= (await service.conversations.create({ userId: user.id, mutationId: uuidV7(), id: uuidV7() }))
        .id
      return conversationId
    }
    return {
      conversation,
      say: async (text: string, messageId = uuidV7()) =>
        gather(service.send(user, { conversationId: await conversation(), messageId, text })),
      answer: (confirmationId: string, accept: boolean, messageId = uuidV7()) =>
        gather(service.answer(user, { confirmationId, messageId, accept })),
      /** Everything the user has, by title. */
      tasks: async (): Promise<Task[]> =>
        (await tasks.list(user, taskListSchema.parse({ sort: 'title', limit: 200 }))).items,
      async add(...titles: string[]) {
        for (const title of titles) {
          await tasks.create({ user, mutationId: uuidV7() }, taskCreateSchema.parse({ title }))
        }
      },
      service,
    }
  }

  return { ...test, dependencies, tasks, join, talkAs }
}

async function gather(stream: AsyncIterable<ChatEvent>): Promise<Answered> {
  const events: ChatEvent[] = []
  for await (const event of stream) events.push(event)
  const last = events.at(-1)
  if (last?.type !== 'answer') throw new Error('no answer')
  const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('')
  const parts = events.flatMap((event) => (event.type === 'part' ? [event.part] : []))
  return { text, parts, events, message: last.message }
}

/** The one part of this type in an answer. */
export function partOf<T extends MessagePart['type']>({ parts }: Answered, type: T): Extract<MessagePart, { type: T }> {
  const part = parts.find((candidate) => candidate.type === type)
  if (part === undefined) throw new Error(`the answer has no ${type}`)
  return part as Extract<MessagePart, { type: T }>
}
