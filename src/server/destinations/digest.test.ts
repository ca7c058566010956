import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { toWallTime } from '../../domain/time/resolve.ts'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'
import { fire } from '../testing/sidecar-calls.ts'

let server: TestServer
let user: TestUser
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  user = await server.createUser({ timeZone: 'Europe/Berlin' })
})

const mutation = () => ({ mutationId: randomUUID() })
const everyDay = [1, 2, 3, 4, 5, 6, 7]
const choose = (time: string, days = everyDay) =>
  user.api.destinations.saveRules({ ...mutation(), rules: { quiet: null, digest: { time, days } } })
const add = (title: string, date: string) =>
  user.api.tasks.create({ ...mutation(), task: { title, due: { date, time: null } } })
const here = () => toWallTime(new Date().toISOString(), 'Europe/Berlin')
const digests = async () => (await user.api.notifications.list({})).items.filter(({ kind }) => kind === 'morning')
const profile = async () =>
  (
    await server.query<{ digest_at: Date | null; digest_on: string | null; seq: string }>(
      'SELECT digest_at, digest_on::text, seq FROM app.profile WHERE user_id = $1',
      [user.id],
    )
  )[0]
/** Lets the digest's time have come, `minutes` ago. */
const comeDue = (minutes = 1) =>
  server.query('UPDATE app.profile SET digest_at = now() - make_interval(mins => $2) WHERE user_id = $1', [
    user.id,
    minutes,
  ])

it('tells what is due today and overdue, once, however many sweeps run', async () => {
  await choose('08:00')
  await add('today', here().date)
  await add('overdue', '2020-01-01')
  await add('some day', '2099-01-01')
  await comeDue()
  await Promise.all([1, 2, 3, 4].map(() => fire(server, 'reminder-sweep')))
  const { system } = server.application.database
  await Promise.all([1, 2, 3].map(() => system.claimDueDigests({ limit: 10, graceHours: 6 })))
  expect((await digests()).map(({ tasks }) => tasks.map(({ title }) => title))).toEqual([['overdue', 'today']])
  const after = await profile()
  expect(after?.digest_on).toBe(here().date)
  expect(after?.digest_at?.getTime()).toBeGreaterThan(Date.now())
})

it('says nothing where there is nothing, and has its next turn all the same', async () => {
  await choose('08:00')
  await add('some day', '2099-01-01')
  await comeDue()
  await fire(server, 'reminder-sweep')
  expect(await digests()).toEqual([])
  expect((await profile())?.digest_at?.getTime()).toBeGreaterThan(Date.now())
})

it('comes after a short downtime, and not after a long one', async () => {
  await choose('08:00')
  await add('today', here().date)
  await comeDue(7 * 60)
  await fire(server, 'reminder-sweep')
  expect(await digests()).toEqual([])
  await server.query('UPDATE app.profile SET digest_on = NULL WHERE user_id = $1', [user.id])
  // Of an hour ago, or of this morning's first moment: that of yesterday is over.
  const [hours = 0, minutes = 0] = here().time.split(':').map(Number)
  await comeDue(Math.min(60, hours * 60 + minutes))
  await fire(server, 'reminder-sweep')
  expect(await digests()).toHaveLength(1)
})

it('does not come a second time on one day, whatever is chosen or wherever one travels', async () => {
  await choose('08:00')
  await add('today', here().date)
  await comeDue()
  await fire(server, 'reminder-sweep')
  const { date } = here()
  for (const timeZone of ['America/Los_Angeles', 'Pacific/Kiritimati', 'Europe/Berlin']) {
    await user.api.me.updateSettings({ ...mutation(), settings: { timeZone } })
    for (const time of ['00:00', '12:00', '23:59']) {
      await choose(time)
      const next = (await profile())?.digest_at?.toISOString() ?? ''
      expect(toWallTime(next, timeZone).date > date, `${timeZone} ${time}`).toBe(true)
    }
  }
  expect(await digests()).toHaveLength(1)
})

it('is due at the chosen time on the chosen days, on the clock of the zone, over a change of the clocks', async () => {
  const next = async (zone: string, after: string, days = everyDay, time = '08:00') => {
    const notify = JSON.stringify({ digest: { time, days } })
    const text = 'SELECT app.next_digest($1::jsonb, $2, NULL, $3::timestamptz) AS at'
    return (await server.query<{ at: Date }>(text, [notify, zone, after]))[0]?.at.toISOString()
  }
  // The clocks go forward in the night to Sunday, 28 March 2027, in Berlin.
  expect(await next('Europe/Berlin', '2027-03-27T06:59:00Z')).toBe('2027-03-27T07:00:00.000Z')
  expect(await next('Europe/Berlin', '2027-03-27T07:00:00Z')).toBe('2027-03-28T06:00:00.000Z')
  expect(await next('Europe/Berlin', '2027-03-27T07:00:00Z', [1])).toBe('2027-03-29T06:00:00.000Z')
  expect(await next('Europe/Berlin', '2027-10-30T22:00:00Z')).toBe('2027-10-31T07:00:00.000Z')
  // A zone that the database does not know is taken for UTC rather than failing.
  expect(await next('Mars/Olympus', '2027-03-27T00:00:00Z')).toBe('2027-03-27T08:00:00.000Z')
})

it('is no longer due when it is not wanted any more', async () => {
  await choose('08:00')
  expect((await profile())?.digest_at).not.toBeNull()
  await user.api.destinations.saveRules({ ...mutation(), rules: { quiet: null, digest: null } })
  expect((await profile())?.digest_at).toBeNull()
})
