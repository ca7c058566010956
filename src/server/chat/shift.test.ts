import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestChat } from './test-chat.ts'

let test: Awaited<ReturnType<typeof createTestChat>>
beforeAll(async () => {
  test = await createTestChat()
})
afterAll(() => test.close())

it('a due date is moved by a length from where it is, and back by undo', async () => {
  const ada = await test.join()
  const due = async () => (await ada.tasks())[0]?.due
  await ada.say('call the dentist on friday at 3pm')
  expect((await ada.say('push the dentist back an hour')).text).toContain('to Fri 27 Nov at 16:00')
  await ada.say('postpone it by 2 days')
  expect(await due()).toEqual({ date: '2026-11-29', time: '16:00' })
  await ada.say('move it to the day before')
  expect(await due()).toEqual({ date: '2026-11-28', time: '16:00' })
  await ada.say('undo')
  expect(await due()).toEqual({ date: '2026-11-29', time: '16:00' })
})

it('what has no date or time cannot be moved by one, and is told so', async () => {
  const ada = await test.join()
  await ada.say('buy bread')
  expect((await ada.say('postpone it by 2 days')).text).toBe(
    '“buy bread” has no date yet that could be moved. Nothing was changed.',
  )
  await ada.say('move it to friday')
  expect((await ada.say('make it an hour later')).text).toBe(
    '“buy bread” has no time yet that could be moved. Nothing was changed.',
  )
})

it('the end of a range is kept in the notes', async () => {
  const ada = await test.join()
  await ada.say('meet anna tomorrow from 2 to 3pm')
  expect((await ada.tasks())[0]).toMatchObject({ title: 'meet anna', notes: 'until 15:00' })
})
