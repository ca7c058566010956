import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TaskDraft } from '../../domain/language/plan.ts'
import { limits } from '../../domain/limits.ts'
import { uuidV7 } from '../identity/uuid-v7.ts'
import { createTestChat, order, partOf } from './test-chat.ts'

let test: Awaited<ReturnType<typeof createTestChat>>
beforeAll(async () => {
  test = await createTestChat()
})
afterAll(() => test.close())

const create = (draft: Partial<TaskDraft>): string => {
  const task = {
    title: 'x',
    notes: '',
    priority: 'none' as const,
    tags: [],
    due: null,
    end: null,
    recurrence: null,
    reminders: [],
  }
  return order({ kind: 'create', task: { ...task, ...draft } })
}

describe('creating', () => {
  it('says what was understood, and reminds of whatever has a time', async () => {
    const ada = await test.join()
    const due = { date: '2026-11-24', time: '17:00' }
    expect((await ada.say(create({ title: 'call', due, tags: ['b', 'a'], priority: 'urgent' }))).text).toBe(
      'Created “call” · urgent · #a · #b · tomorrow at 17:00. I will remind you then.',
    )
    const before = [{ kind: 'relative' as const, minutesBefore: 10 }]
    expect((await ada.say(create({ title: 'meet', due, reminders: before }))).text).toContain(
      'I will remind you 10 minutes before.',
    )
    expect((await ada.say(create({ title: 'day', due: { ...due, time: null } }))).text).toBe(
      'Created “day” · tomorrow.',
    )
    expect((await ada.tasks()).map(({ title, reminders }) => [title, reminders.length])).toEqual([
      ['call', 1],
      ['day', 0],
      ['meet', 1],
    ])
  })

  it('leaves what the writer took back as plain text', async () => {
    const ada = await test.join()
    const text = 'call mum tomorrow at 9 #family'
    const message = { conversationId: await ada.conversation(), messageId: uuidV7(), text }
    for await (const _ of ada.service.send(ada.user, { ...message, ignored: [{ start: 9, end: 22 }] }));
    expect(await ada.tasks()).toMatchObject([{ title: 'call mum tomorrow at 9', due: null, tags: ['family'] }])
  })

  it('reminds of a day when asked to, and says when it cannot', async () => {
    const ada = await test.join()
    expect((await ada.say('remind me to call mum tomorrow')).text).toBe(
      'Created “call mum” · tomorrow. I will remind you at 09:00 that day.',
    )
    expect((await ada.say('remind me to call dad')).text).toContain('It has no date, so I cannot remind you yet')
    const past = { date: '2026-11-22', time: '09:00' }
    expect((await ada.say(create({ title: 'late', due: past }))).text).toBe(
      'Created “late” · yesterday at 09:00. The time to remind you (yesterday at 09:00) has passed already, so I will not.',
    )
  })

  it('tells what is wrong with values, and creates nothing', async () => {
    const ada = await test.join()
    expect((await ada.say(create({ title: 'x'.repeat(501) }))).text).toContain(
      'A title may have at most 500 characters.',
    )
    expect((await ada.say(create({ title: '\u200b ' }))).text).toContain('A title must not be empty.')
    const tags = Array.from({ length: 51 }, (_, n) => `tag${n}`)
    expect((await ada.say(create({ tags }))).text).toBe('I could not create “x”. A task may have at most 50 tags.')
    expect(await ada.tasks()).toEqual([])
  })

  it('does a hundred things for one message, and tells of the rest', async () => {
    const ada = await test.join()
    const answer = await ada.say(Array.from({ length: 103 }, (_, n) => `- task ${n}`).join('\n'))
    expect(answer.text.split('\n').at(-1)).toBe('The other 3 I left out: please send them in a message of their own.')
    expect(await ada.tasks()).toHaveLength(100)
  })

  it('tells guests where their limit is', async () => {
    const { user } = await test.join()
    const guest = test.talkAs({ ...user, isGuest: true })
    await test.tasks.create({ user, mutationId: uuidV7() }, { title: 'one' })
    await test.query('UPDATE app.profile SET task_count = $1', [limits.tasksPerGuest])
    expect((await guest.say(create({}))).text).toContain('You have reached the limit of 200 tasks. Create an account')
    expect(await guest.tasks()).toHaveLength(1)
  })
})

describe('listing', () => {
  it('counts everything and shows the first ones', async () => {
    const ada = await test.join()
    await ada.add(...Array.from({ length: 23 }, (_, n) => `task ${n}`))
    const answer = await ada.say('show my tasks')
    expect(answer.text).toBe('You have 23 open tasks. Here are the first 20 (and 3 more):')
    const part = partOf(answer, 'tasks')
    expect([part.ids.length, part.more, part.layout]).toEqual([20, 3, 'list'])
    expect((await ada.say('how many tasks do I have?')).text).toBe('You have 23 open tasks.')
    expect((await ada.say(order({ kind: 'list', filter: { due: 'overdue' }, sort: 'due', count: false }))).text).toBe(
      'You have no overdue tasks.',
    )
  })
})

describe('changing', () => {
  it('says what changed, and leaves the rest', async () => {
    const ada = await test.join()
    await ada.say(create({ title: 'meeting', due: { date: '2026-11-24', time: '15:00' }, tags: ['work'] }))
    const target = { by: 'title' as const, words: 'meeting' }
    const change = (patch: object) => ada.say(order({ kind: 'update', target, patch }))
    expect((await change({ due: { date: '2026-11-27', time: null } })).text).toBe(
      'Moved “meeting” to Fri 27 Nov at 15:00. I will remind you then.',
    )
    expect((await change({ time: '16:30' })).text).toContain('Moved “meeting” to Fri 27 Nov at 16:30.')
    expect((await change({ addTags: ['boss'], removeTags: ['work'], priority: 'high' })).text).toBe(
      'Updated “meeting” · high · #boss · Fri 27 Nov at 16:30.',
    )
    expect((await change({ title: 'stand-up' })).text).toBe('Renamed “meeting” to “stand-up”.')
    expect((await ada.say(order({ kind: 'update', target: { by: 'it' }, patch: { due: null } }))).text).toContain(
      '“stand-up” has no due date any more.',
    )
    expect((await ada.say(order({ kind: 'update', target: { by: 'it' }, patch: { time: '14:00' } }))).text).toContain(
      'tomorrow at 14:00',
    )
  })

  it('of several is one change with one undo', async () => {
    const ada = await test.join()
    await ada.add('one', 'two', 'three')
    await ada.say('show my tasks')
    const question = await ada.say(
      order({
        kind: 'update',
        target: { by: 'them' },
        patch: { due: { date: '2026-11-24', time: null }, addTags: ['later'] },
      }),
    )
    expect(partOf(question, 'confirm').question).toMatch(/^Move to tomorrow 3 tasks: /)
    const changed = await ada.answer(partOf(question, 'confirm').confirmationId, true)
    expect(changed.text).toMatch(/^Changed 3 tasks: /)
    expect((await ada.tasks()).map(({ tags, due }) => [tags, due?.date])).toEqual(
      Array(3).fill([['later'], '2026-11-24']),
    )
    await ada.say('undo')
    expect((await ada.tasks()).map(({ tags, due }) => [tags, due])).toEqual(Array(3).fill([[], null]))
  })

  it('cannot be undone without end', async () => {
    const ada = await test.join()
    const answer = await ada.say('undo')
    expect(answer.text).toBe('There is nothing to undo, or it was changed since.')
    expect(answer.parts).toEqual([])
  })
})

describe('conversations', () => {
  it('belong to their user', async () => {
    const [ada, bob] = [await test.join(), await test.join()]
    await ada.say('buy milk')
    const conversationId = await ada.conversation()
    const missing = { code: 'not_found' }
    const { conversations } = bob.service
    const page = { userId: bob.user.id, conversationId, limit: 10 }
    await expect(conversations.messages(page)).rejects.toMatchObject(missing)
    const change = { userId: bob.user.id, mutationId: uuidV7(), id: conversationId }
    await expect(conversations.rename({ ...change, title: 'mine' })).rejects.toMatchObject(missing)
    await expect(conversations.delete({ ...change, mutationId: uuidV7() })).rejects.toMatchObject(missing)
    await expect(conversations.create({ ...change, mutationId: uuidV7() })).rejects.toMatchObject({
      code: 'already_exists',
    })
    expect(await conversations.list(bob.user.id)).toEqual([])
  })

  it('are renamed, paged and deleted with their messages', async () => {
    const ada = await test.join()
    for (const text of ['hello', 'thanks', 'help']) await ada.say(text)
    const { conversations } = ada.service
    const at = { userId: ada.user.id, conversationId: await ada.conversation() }
    const newest = await conversations.messages({ ...at, limit: 4 })
    const earlier = await conversations.messages({ ...at, limit: 4, before: newest.items[0]?.id })
    expect([newest.items.length, newest.more, earlier.items.length, earlier.more]).toEqual([4, true, 2, false])
    expect([...earlier.items, ...newest.items].map(({ text }) => text)[0]).toBe('hello')
    const change = { userId: ada.user.id, id: at.conversationId }
    expect((await conversations.rename({ ...change, mutationId: uuidV7(), title: 'Plans' })).title).toBe('Plans')
    const deletion = { ...change, mutationId: uuidV7() }
    expect(await conversations.delete(deletion)).toMatchObject({ id: at.conversationId })
    expect(await conversations.delete(deletion)).toMatchObject({ id: at.conversationId })
    expect(await conversations.list(ada.user.id)).toEqual([])
    expect(await test.query('SELECT 1 FROM app.message WHERE conversation_id = $1', [at.conversationId])).toEqual([])
  })
})
