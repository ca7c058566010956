import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Command, TaskReference } from '../../domain/language/plan.ts'
import { createTestChat, order, partOf } from './test-chat.ts'

let test: Awaited<ReturnType<typeof createTestChat>>
beforeAll(async () => {
  test = await createTestChat()
})
afterAll(() => test.close())

const complete = (target: TaskReference): string => order({ kind: 'complete', target })
const title = (words: string): TaskReference => ({ by: 'title', words })

describe('a task named by its title', () => {
  it('is the one with that title, whatever else holds the words', async () => {
    const ada = await test.join()
    await ada.add('Report', 'report to the board', 'read the report')
    expect((await ada.say(complete(title('the report')))).text).toBe('Completed “Report”.')
  })

  it('is the only one with those words or their beginnings, in any order', async () => {
    const ada = await test.join()
    await ada.add('call the dentist about tuesday', 'buy bread')
    expect((await ada.say(complete(title('dentist call')))).text).toBe('Completed “call the dentist about tuesday”.')
    expect((await ada.say(complete(title('brea')))).text).toBe('Completed “buy bread”.')
  })

  it('is asked for when it is misspelt, and never guessed', async () => {
    const ada = await test.join()
    await ada.add('call the dentist', 'buy bread')
    const answer = await ada.say(complete(title('call the dentsit')))
    expect(answer.text).toBe('I found no “call the dentsit”. Did you mean:')
    expect(partOf(answer, 'choose').options.map(({ label }) => label)).toEqual(['“call the dentist”'])
    expect((await ada.tasks()).every(({ status }) => status === 'open')).toBe(true)
    expect((await ada.say('yes')).text).toBe('Completed “call the dentist”.')
  })

  it('that does not exist is said not to', async () => {
    const ada = await test.join()
    await ada.add('buy bread')
    const answer = await ada.say(complete(title('quarterly taxes')))
    expect(answer.text).toBe('I found no task like “quarterly taxes”.')
    expect(partOf(answer, 'examples').texts).toContain('show my tasks')
  })

  it('of another user is not found', async () => {
    const [ada, bob] = [await test.join(), await test.join()]
    await bob.add('secret plan')
    expect((await ada.say(complete(title('secret plan')))).text).toContain('I found no task')
    const [task] = await bob.tasks()
    expect((await ada.say(complete({ by: 'ids', ids: [task?.id ?? ''] }))).text).toContain('does not exist')
    expect((await bob.tasks())[0]?.status).toBe('open')
  })
})

describe('what a conversation refers to', () => {
  it('"it" is the last task spoken of, "them" the last several', async () => {
    const ada = await test.join()
    expect((await ada.say(complete({ by: 'it' }))).text).toContain('which task you mean')
    await ada.add('one', 'two')
    await ada.say('buy milk')
    expect((await ada.say(complete({ by: 'it' }))).text).toBe('Completed “buy milk”.')
    await ada.say('show my tasks')
    expect(partOf(await ada.say(complete({ by: 'it' })), 'choose').options).toHaveLength(2)
    expect(partOf(await ada.say(complete({ by: 'them' })), 'confirm').question).toBe(
      'Complete 2 tasks: “one” and “two”?',
    )
    expect((await ada.say('yes')).text).toBe('Completed 2 tasks: “one” and “two”.')
    await ada.say('undo')
    expect((await ada.tasks()).filter(({ status }) => status === 'open')).toHaveLength(2)
  })

  it('"it" is what the same message made just before', async () => {
    const ada = await test.join()
    const draft = { notes: '', priority: 'none', due: null, end: null, recurrence: null } as const
    const create: Command = { kind: 'create', task: { ...draft, tags: [], reminders: [], title: 'one' } }
    const answer = await ada.say(order(create, { kind: 'complete', target: { by: 'it' } }))
    expect(answer.text).toBe('Created “one”.\nCompleted “one”.')
    await ada.say('- two\n- three')
    expect(partOf(await ada.say(complete({ by: 'them' })), 'confirm').question).toContain('“two” and “three”')
  })

  it('positions are those of the last list', async () => {
    const ada = await test.join()
    const first = complete({ by: 'position', positions: [1] })
    expect((await ada.say(first)).text).toContain('not shown you a list')
    await ada.add('one', 'two')
    await ada.say('show my tasks')
    expect((await ada.say(complete({ by: 'position', positions: [7] }))).text).toBe('The last list has only 2.')
    expect((await ada.say(first)).text).toMatch(/^Completed/)
    expect((await ada.say(first)).text).toMatch(/is done already\.$/)
  })

  it('is kept apart from other conversations', async () => {
    const ada = await test.join()
    await ada.say('buy milk')
    expect((await test.talkAs(ada.user).say(complete({ by: 'it' }))).text).toContain('which task you mean')
  })
})

describe('an action that does not fit', () => {
  it('says why', async () => {
    const ada = await test.join()
    await ada.add('milk')
    const target = title('milk')
    expect((await ada.say(order({ kind: 'skip', target }))).text).toBe('“milk” does not repeat.')
    expect((await ada.say(order({ kind: 'stop', target }))).text).toBe('“milk” does not repeat.')
    expect((await ada.say(order({ kind: 'reopen', target }))).text).toBe('“milk” is open already.')
    const past = '2026-11-22T09:00:00Z'
    expect((await ada.say(order({ kind: 'snooze', target, until: past }))).text).toContain('already passed')
    expect((await ada.say(order({ kind: 'update', target, patch: { title: 'x'.repeat(501) } }))).text).toBe(
      'A title may have at most 500 characters. Nothing was changed.',
    )
    expect((await ada.say(order({ kind: 'delete', target: { by: 'filter', filter: { due: 'overdue' } } }))).text).toBe(
      'There are no overdue tasks.',
    )
  })
})
