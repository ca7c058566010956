import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { understand } from '../../domain/language/understand.ts'
import { taskCreateSchema } from '../../domain/task-input.ts'
import { uuidV7 } from '../identity/uuid-v7.ts'
import { hostileTitles } from './hostile-titles.ts'
import { planStep } from './plan-step.ts'
import { createTestChat, order, partOf, testNow } from './test-chat.ts'

// Orders meet tasks that they may name.
const targets = [
  'the sentinel',
  'another sentinel',
  'water the plants',
  ...hostileTitles.filter((_, n) => n % 20 === 0),
]

let test: Awaited<ReturnType<typeof createTestChat>>
let meeting: Ada
beforeAll(async () => {
  test = await createTestChat()
  meeting = await joinWith(targets)
})
afterAll(() => test.close())

type Ada = Awaited<ReturnType<typeof test.join>>

/** Somebody with these tasks, every tenth of which repeats. */
async function joinWith(titles: readonly string[]): Promise<Ada> {
  const ada = await test.join()
  for (const [n, title] of titles.entries()) {
    const series = n % 10 === 0 && { due: { date: '2099-01-01', time: null }, recurrence: { rule: 'FREQ=DAILY' } }
    await test.tasks.create({ user: ada.user, mutationId: uuidV7() }, taskCreateSchema.parse({ title, ...series }))
  }
  // An undo among the texts may take back what they did, not this.
  await test.query('DELETE FROM app.undo_entry WHERE user_id = $1', [ada.user.id])
  return ada
}

/** Sends texts as they are, in chats of some messages each, several chats at a time. */
async function sayAll({ user }: Ada, texts: readonly string[]): Promise<void> {
  const chats = Array.from({ length: 8 }, (_, chat) => texts.filter((__, n) => n % 8 === chat))
  await Promise.all(
    chats.map(async (messages) => {
      for (let from = 0; from < messages.length; from += 25) {
        const talker = test.talkAs(user)
        for (const text of messages.slice(from, from + 25)) await talker.say(text)
      }
    }),
  )
}

type Change = { before: Record<string, unknown> }
/** Tasks that existed and were changed, by change. */
const changesOf = async ({ user }: Ada) =>
  (await test.query('SELECT before FROM app.undo_entry WHERE user_id = $1', [user.id])) as Change[]
const existing = ({ before }: Change) => Object.values(before).filter((state) => state !== null).length

/** How each command is asked for. */
const phrasings: Record<string, (title: string) => string> = {
  create: (title) => title,
  remind: (title) => `remind me tomorrow at 9 to ${title}`,
  find: (title) => `find ${title}`,
  get: (title) => `when is ${title}?`,
  update: (title) => `move ${title} to Friday 3pm`,
  urgent: (title) => `make ${title} urgent`,
  rename: (title) => `rename ${title} to ${title}`,
  complete: (title) => `complete ${title}`,
  reopen: (title) => `reopen ${title}`,
  delete: (title) => `delete ${title}`,
  snooze: (title) => `snooze ${title} for 2 hours`,
  skip: (title) => `skip ${title}`,
  stop: (title) => `stop repeating ${title}`,
  help: (title) => `help me with ${title}`,
}

it('there are five hundred hostile titles', () => {
  expect(new Set(hostileTitles).size).toBe(500)
})

describe('hostile text', () => {
  it('in titles is shown and acted on as a title, never read', async () => {
    const ada = await joinWith(hostileTitles.slice(0, 120).map((title, n) => `${n} ${title}`))
    const before = await ada.tasks()
    await ada.say('show my tasks')
    await ada.say(order({ kind: 'get', target: { by: 'position', positions: [1, 2, 3] } }))
    await ada.say(order({ kind: 'delete', target: { by: 'them' } }))
    expect(await ada.tasks()).toEqual(before)
    const [first, ...others] = before
    const completed = await ada.say(order({ kind: 'complete', target: { by: 'ids', ids: [first?.id ?? ''] } }))
    expect(completed.text).toContain('Completed “')
    expect((await ada.tasks()).slice(1)).toEqual(others)
  })

  it.each(Object.entries(phrasings))(
    'with the command %s leads to nothing destructive without a yes',
    async (_, phrase) => {
      const { tasks, dependencies } = test
      const { user } = meeting
      const all = (await meeting.tasks()).map(({ id }) => id)
      const settings = await dependencies.settings.get(user.id)
      const planning = { user, tasks, focus: { list: all, it: all, them: all }, present: { now: testNow, settings } }
      for (const title of hostileTitles) {
        const text = phrase(title)
        const { commands } = understand(text, { now: testNow, ...settings })
        for (const command of commands) {
          const planned = await planStep(command, { ...planning, text })
          if (planned.kind !== 'step' || planned.step.do !== 'act') continue
          const { action, ids } = planned.step
          expect([action.kind, ids.length], text).toEqual([expect.not.stringMatching(/^(delete|stop)$/), 1])
        }
      }
    },
  )

  it('as messages deletes, ends and changes at once nothing that exists', async () => {
    const ada = await joinWith(targets)
    const before = await ada.tasks()
    await sayAll(ada, hostileTitles)
    const rows = await test.query(`SELECT id, recurrence IS NOT NULL AS repeats FROM app.task WHERE user_id = $1`, [
      ada.user.id,
    ])
    const after = new Map((rows as { id: string; repeats: boolean }[]).map(({ id, repeats }) => [id, repeats]))
    for (const { id, title, recurrence } of before) {
      expect(after.get(id), title).toBeDefined()
      if (recurrence !== null) expect(after.get(id), title).toBe(true)
    }
    for (const change of await changesOf(ada)) expect(existing(change)).toBeLessThanOrEqual(1)
  }, 300_000)

  it('right after a question is no yes, unless it says just that', async () => {
    const ada = await joinWith(['milk'])
    for (const text of hostileTitles.filter((_, n) => n % 5 === 1)) {
      await ada.say('hello')
      partOf(await ada.say('delete milk'), 'confirm')
      await ada.say(text)
    }
    expect((await ada.tasks()).some(({ title }) => title === 'milk')).toBe(true)
  }, 120_000)
})
