import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError } from '../../domain/errors.ts'
import { emptyDraft } from '../../domain/language/create.ts'
import { uuidV7 } from '../identity/uuid-v7.ts'
import type { TaskService } from '../tasks/task-service.ts'
import { createChatService } from './chat-service.ts'
import { createTestChat, order, partOf } from './test-chat.ts'

let test: Awaited<ReturnType<typeof createTestChat>>
beforeAll(async () => {
  test = await createTestChat()
})
afterAll(() => test.close())

/** Tasks whose `method` commits and then fails, as if the process had died before it heard of the commit. */
const dyingAfter = (method: 'create' | 'complete', calls: number): TaskService => {
  let left = calls
  const die = async <T>(result: Promise<T>): Promise<T> => {
    await result
    left -= 1
    if (left <= 0) throw new AppError('unavailable')
    return result
  }
  return {
    ...test.tasks,
    ...(method === 'create'
      ? { create: (...args: Parameters<TaskService['create']>) => die(test.tasks.create(...args)) }
      : { complete: (...args: Parameters<TaskService['complete']>) => die(test.tasks.complete(...args)) }),
  }
}

describe('a message sent again with its id', () => {
  it('gets the same answer and changes nothing', async () => {
    const ada = await test.join()
    const id = uuidV7()
    const first = await ada.say('buy milk', id)
    const second = await ada.say('buy milk', id)
    expect(second.message).toEqual(first.message)
    expect(second.text).toBe(first.text)
    expect(second.parts).toEqual(first.parts)
    expect(await ada.tasks()).toHaveLength(1)
  })

  it('does so also when both arrive at once', async () => {
    const ada = await test.join()
    await ada.conversation()
    const id = uuidV7()
    const answers = await Promise.all([1, 2, 3].map(() => ada.say('buy milk', id)))
    expect(new Set(answers.map(({ message }) => JSON.stringify(message))).size).toBe(1)
    expect(await ada.tasks()).toHaveLength(1)
    const page = { userId: ada.user.id, conversationId: await ada.conversation(), limit: 10 }
    expect((await ada.service.conversations.messages(page)).items).toHaveLength(2)
  })

  it('goes on where a crash interrupted it', async () => {
    const ada = await test.join()
    const create = (title: string) => ({ kind: 'create' as const, task: { ...emptyDraft, title } })
    const text = order(create('one'), create('two'), create('three'))
    const conversationId = await ada.conversation()
    const message = { conversationId, messageId: uuidV7(), text }
    const dying = createChatService({ ...test.dependencies, tasks: dyingAfter('create', 2) })
    await expect(drain(dying.send(ada.user, message))).rejects.toMatchObject({ code: 'unavailable' })
    expect(await ada.tasks()).toHaveLength(2)
    const answered = await ada.say(text, message.messageId)
    expect(answered.text.split('\n')).toHaveLength(3)
    expect((await ada.tasks()).map(({ title }) => title)).toEqual(['one', 'three', 'two'])
  })

  it('means the same task after a crash, although that one is done by then', async () => {
    const ada = await test.join()
    await ada.add('milk', 'milk chocolate')
    const text = order({ kind: 'complete', target: { by: 'title', words: 'milk' } })
    const message = { conversationId: await ada.conversation(), messageId: uuidV7(), text }
    const dying = createChatService({ ...test.dependencies, tasks: dyingAfter('complete', 1) })
    await expect(drain(dying.send(ada.user, message))).rejects.toMatchObject({ code: 'unavailable' })
    expect((await ada.say(text, message.messageId)).text).toBe('Completed “milk”.')
    expect((await ada.tasks()).map(({ title, status }) => [title, status])).toEqual([
      ['milk', 'done'],
      ['milk chocolate', 'open'],
    ])
  })

  it('is refused when it says something else, or in another conversation', async () => {
    const ada = await test.join()
    const id = uuidV7()
    await ada.say('buy milk', id)
    await expect(ada.say('buy bread', id)).rejects.toMatchObject({ code: 'mutation_reused' })
    const elsewhere = test.talkAs(ada.user)
    await expect(elsewhere.say('buy milk', id)).rejects.toMatchObject({ code: 'mutation_reused' })
    const bob = await test.join()
    await expect(bob.say('buy milk', id)).rejects.toMatchObject({ code: 'already_exists' })
    expect(await bob.tasks()).toHaveLength(0)
  })

  it('spends a confirmation once, whoever repeats', async () => {
    const ada = await test.join()
    await ada.add('milk')
    const asked = await ada.say('delete milk')
    const id = uuidV7()
    const { confirmationId } = partOf(asked, 'confirm')
    const first = await ada.answer(confirmationId, true, id)
    expect((await ada.answer(confirmationId, true, id)).message).toEqual(first.message)
    expect(await ada.tasks()).toHaveLength(0)
  })
})

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream);
}
