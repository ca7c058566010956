import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TaskReference } from '../../domain/language/plan.ts'
import { uuidV7 } from '../identity/uuid-v7.ts'
import { createTestChat, order, partOf } from './test-chat.ts'

let test: Awaited<ReturnType<typeof createTestChat>>
beforeAll(async () => {
  test = await createTestChat()
})
afterAll(() => test.close())

async function asked() {
  const ada = await test.join()
  await ada.add('milk')
  const question = await ada.say('delete milk')
  return { ada, question, id: partOf(question, 'confirm').confirmationId }
}
const expired = { code: 'confirmation_expired' }

describe('a confirmation', () => {
  it('is needed to delete, to stop a series and to change several', async () => {
    const ada = await test.join()
    await ada.say('water the plants every monday at 9')
    await ada.add('one', 'two')
    const all: TaskReference = { by: 'filter', filter: { status: ['open'] } }
    const before = await ada.tasks()
    const orders = [
      order({ kind: 'delete', target: { by: 'title', words: 'one' } }),
      order({ kind: 'stop', target: { by: 'title', words: 'plants' } }),
      order({ kind: 'complete', target: all }),
      order({ kind: 'delete', target: all }),
      order({ kind: 'update', target: all, patch: { priority: 'high' } }),
      order({ kind: 'snooze', target: all, until: '2026-11-24T09:00:00Z' }),
    ]
    const questions: string[] = []
    for (const text of orders) questions.push(partOf(await ada.say(text), 'confirm').question)
    expect(questions).toEqual([
      'Delete “one”?',
      'Stop repeating “water the plants”? The one that is open stays.',
      expect.stringMatching(/^Complete 3 tasks: “.*”, “.*” and “.*”\?$/),
      expect.stringMatching(/^Delete 3 tasks: /),
      expect.stringMatching(/^Change 3 tasks: /),
      expect.stringMatching(/^Snooze 3 tasks: .* until tomorrow at 09:00\?$/),
    ])
    expect(await ada.tasks()).toEqual(before)
  })

  it('works once, also when two answer at once', async () => {
    const { ada, id } = await asked()
    const outcomes = await Promise.allSettled([ada.answer(id, true), ada.answer(id, true)])
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    await expect(ada.answer(id, true)).rejects.toMatchObject(expired)
    expect(await ada.tasks()).toHaveLength(0)
  })

  it('is spent by a no, which changes nothing', async () => {
    const { ada, id } = await asked()
    expect((await ada.answer(id, false)).text).toBe('All right, I changed nothing.')
    await expect(ada.answer(id, true)).rejects.toMatchObject(expired)
    expect(await ada.tasks()).toHaveLength(1)
  })

  it('expires', async () => {
    const { ada, id, question } = await asked()
    const inMinutes = (Date.parse(partOf(question, 'confirm').expiresAt) - Date.now()) / 60_000
    expect(inMinutes).toBeGreaterThan(4)
    expect(inMinutes).toBeLessThanOrEqual(5.1)
    await test.database.withUser(ada.user.id, (tx) =>
      tx.confirmation.update({ where: { id }, data: { expiresAt: new Date(0) } }),
    )
    await expect(ada.answer(id, true)).rejects.toMatchObject(expired)
    expect((await ada.say('yes')).text).toContain('has expired')
    expect(await ada.tasks()).toHaveLength(1)
  })

  it('belongs to its user', async () => {
    const { ada, id } = await asked()
    const bob = await test.join()
    await bob.add('milk')
    await expect(bob.answer(id, true)).rejects.toMatchObject(expired)
    await expect(bob.answer(uuidV7(), true)).rejects.toMatchObject(expired)
    expect([(await ada.tasks()).length, (await bob.tasks()).length]).toEqual([1, 1])
    expect((await ada.answer(id, true)).text).toBe('Deleted “milk”.')
    expect(await bob.tasks()).toHaveLength(1)
  })

  it('can be answered in words right after the question, and only then', async () => {
    const { ada } = await asked()
    expect((await ada.say('no')).text).toBe('All right, I changed nothing.')
    await ada.say('delete milk')
    await ada.say('hello')
    expect((await ada.say('yes')).text).toContain('did not understand')
    await ada.say('delete milk')
    expect((await ada.say('Yes!')).text).toBe('Deleted “milk”.')
    expect(await ada.tasks()).toHaveLength(0)
  })

  it('deletes what was shown, not what came after the question', async () => {
    const ada = await test.join()
    await ada.add('one', 'two')
    const question = await ada.say(order({ kind: 'delete', target: { by: 'filter', filter: { status: ['open'] } } }))
    await ada.add('three')
    expect((await ada.answer(partOf(question, 'confirm').confirmationId, true)).text).toMatch(/^Deleted 2 tasks: /)
    expect((await ada.tasks()).map(({ title }) => title)).toEqual(['three'])
    await ada.say('undo')
    expect(await ada.tasks()).toHaveLength(3)
  })

  it('says so when the task is gone by then', async () => {
    const { ada, id } = await asked()
    const [task] = await ada.tasks()
    await test.tasks.delete({ user: ada.user, mutationId: uuidV7() }, { id: task?.id ?? '' })
    expect((await ada.answer(id, true)).text).toContain('does not exist')
  })
})

describe('a choice', () => {
  it('does what was asked to the chosen one, once for all options', async () => {
    const ada = await test.join()
    await ada.add('buy milk at the market', 'buy milk for mum')
    const question = await ada.say(order({ kind: 'complete', target: { by: 'title', words: 'buy milk' } }))
    const { options } = partOf(question, 'choose')
    expect(options.map(({ label }) => label).sort()).toEqual(['“buy milk at the market”', '“buy milk for mum”'])
    const mum = options.find(({ label }) => label.includes('mum'))
    expect((await ada.answer(mum?.confirmationId ?? '', true)).text).toBe('Completed “buy milk for mum”.')
    const other = options.find(({ label }) => !label.includes('mum'))
    await expect(ada.answer(other?.confirmationId ?? '', true)).rejects.toMatchObject(expired)
    expect((await ada.tasks()).filter(({ status }) => status === 'open')).toHaveLength(1)
  })

  it('can be made by its number', async () => {
    const ada = await test.join()
    await ada.add('buy milk at the market', 'buy milk for mum')
    const question = await ada.say(order({ kind: 'delete', target: { by: 'title', words: 'buy milk' } }))
    const second = partOf(question, 'choose').options[1]?.label
    expect((await ada.say('the second one')).text).toBe(`Deleted ${second}.`)
    expect(await ada.tasks()).toHaveLength(1)
  })
})
