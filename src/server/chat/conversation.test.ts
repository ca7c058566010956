import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestChat, partOf } from './test-chat.ts'

let test: Awaited<ReturnType<typeof createTestChat>>
beforeAll(async () => {
  test = await createTestChat()
})
afterAll(() => test.close())

it('creates, lists, completes by position, undoes, moves, deletes after a yes, and undoes that', async () => {
  const ada = await test.join()
  const created = await ada.say('water the plants every monday at 9, high priority #home')
  expect(created.text).toBe(
    'Created “water the plants” · high · #home · every Monday 09:00 (next: Mon 30 Nov, UTC). I will remind you then. The next five: Mon 30 Nov, Mon 7 Dec, Mon 14 Dec, Mon 21 Dec, Mon 28 Dec.',
  )
  expect(created.parts.map(({ type }) => type)).toEqual(['tasks', 'undo'])
  expect((await ada.say('remind me to call mum tomorrow at 9')).text).toBe(
    'Created “call mum” · tomorrow at 09:00. I will remind you then.',
  )
  await ada.say('buy milk')

  const listed = await ada.say('show my tasks')
  expect(listed.text).toBe('You have 3 open tasks:')
  const { ids, layout, more } = partOf(listed, 'tasks')
  expect([ids.length, layout, more]).toEqual([3, 'list', 0])

  const completed = await ada.say('complete the second one')
  expect(completed.text).toBe('Completed “water the plants”. The next one is Mon 7 Dec.')
  expect(partOf(completed, 'tasks').ids).toEqual([ids[1]])

  expect((await ada.say('undo')).text).toContain('Undone: “water the plants”')
  expect((await ada.tasks()).map(({ status }) => status)).toEqual(['open', 'open', 'open'])

  const moved = await ada.say('move it to friday 3pm')
  expect(moved.text).toContain(
    'Moved “water the plants” to Fri 27 Nov at 15:00. Only this occurrence; the ones after it stay.',
  )

  const asked = await ada.say('delete it')
  expect(asked.text).toBe('Delete “water the plants”?')
  expect(await ada.tasks()).toHaveLength(3)
  const deleted = await ada.answer(partOf(asked, 'confirm').confirmationId, true)
  expect(deleted.text).toBe('Deleted “water the plants”.')
  expect((await ada.tasks()).map(({ title }) => title)).toEqual(['buy milk', 'call mum'])

  expect((await ada.say('undo')).text).toContain('Undone: “water the plants”')
  expect((await ada.tasks()).map(({ title }) => title)).toEqual(['buy milk', 'call mum', 'water the plants'])

  const { items, more: earlier } = await ada.service.conversations.messages({
    userId: ada.user.id,
    conversationId: await ada.conversation(),
    limit: 100,
  })
  expect(earlier).toBe(false)
  expect(items).toHaveLength(20)
  expect(items.map(({ role }) => role).slice(0, 4)).toEqual(['user', 'assistant', 'user', 'assistant'])
  expect(items.find(({ text }) => text === 'Yes')?.role).toBe('user')
  const [conversation] = await ada.service.conversations.list(ada.user.id)
  expect(conversation?.title).toBe('water the plants every monday at 9, high priority #home')
})
