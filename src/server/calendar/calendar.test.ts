import { randomUUID } from 'node:crypto'
import ICAL from 'ical.js'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../domain/limits.ts'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

const mutation = () => ({ mutationId: randomUUID() })
const fetchFeed = (path: string, headers: Record<string, string> = {}) => fetch(`${server.url}${path}`, { headers })
const add = (user: TestUser, title: string, more: object = {}) =>
  user.api.tasks.create({ ...mutation(), task: { title, due: { date: '2099-01-04', time: null }, ...more } })
const summaries = (text: string) =>
  new ICAL.Component(ICAL.parse(text))
    .getAllSubcomponents('vevent')
    .map((event) => event.getFirstPropertyValue('summary'))

describe('a calendar feed', () => {
  it('shows its user’s open dated tasks, to whoever has the address, without a session', async () => {
    const [ada, bob] = [await server.createUser({ timeZone: 'Europe/Berlin' }), await server.createUser()]
    await add(ada, 'Dentist')
    await add(ada, 'Bins', { due: { date: '2099-01-05', time: '08:00' }, recurrence: { rule: 'FREQ=WEEKLY;BYDAY=MO' } })
    await add(ada, 'Some day', { due: null })
    await add(bob, 'Not yours')
    const done = await add(ada, 'Done')
    await ada.api.tasks.complete({ ...mutation(), target: { id: done.tasks[0]?.id ?? '' } })
    const { path } = await ada.api.calendar.create(mutation())
    const response = await fetchFeed(path)
    const text = await response.text()
    expect(summaries(text)).toEqual(['Dentist', 'Bins'])
    expect(text).toContain('DTSTART;TZID=Europe/Berlin:20990105T080000')
    expect(text).toContain('TZID:Europe/Berlin')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/calendar; charset=utf-8',
      'cache-control': 'private, no-cache',
    })
    expect(response.headers.getSetCookie()).toEqual([])
    expect(JSON.stringify(await server.query('SELECT * FROM auth.calendar_feed'))).not.toContain(path.slice(14, 57))
  })

  it('answers that nothing has changed until something has', async () => {
    const user = await server.createUser()
    await add(user, 'One')
    await server.query(`UPDATE app.mutation SET created_at = now() - interval '1 minute' WHERE user_id = $1`, [user.id])
    const { path } = await user.api.calendar.create(mutation())
    const first = await fetchFeed(path)
    const [etag, modified] = [first.headers.get('etag') ?? '', first.headers.get('last-modified') ?? '']
    expect(Date.parse(modified)).toBeLessThan(Date.now())
    expect((await fetchFeed(path, { 'if-none-match': etag })).status).toBe(304)
    expect((await fetchFeed(path, { 'if-modified-since': modified })).status).toBe(304)
    const { tasks } = await add(user, 'Two')
    expect((await fetchFeed(path, { 'if-none-match': etag })).status).toBe(200)
    expect((await fetchFeed(path, { 'if-modified-since': modified })).status).toBe(200)
    await user.api.tasks.delete({ ...mutation(), target: { id: tasks[0]?.id ?? '' } })
    const last = await fetchFeed(path, { 'if-none-match': etag })
    expect(summaries(await last.text())).toEqual(['One'])
  })

  it('is gone when its address is revoked, replaced, made up, or its account deleted', async () => {
    const user = await server.createUser()
    await add(user, 'Secret')
    const { path: replaced } = await user.api.calendar.create(mutation())
    const { path } = await user.api.calendar.create(mutation())
    const shut = async (address: string) => {
      const response = await fetchFeed(address)
      expect([response.status, await response.text()]).toEqual([404, 'That does not exist (any more).'])
    }
    await shut(replaced)
    await shut(`/api/calendar/${'x'.repeat(43)}.ics`)
    expect((await fetchFeed(path)).status).toBe(200)
    expect((await user.api.calendar.get())?.lastUsedAt).not.toBeNull()
    await user.api.calendar.revoke(mutation())
    await shut(path)
    expect(await user.api.calendar.get()).toBeNull()
    const { path: last } = await user.api.calendar.create(mutation())
    await user.api.me.deleteAccount({ ...mutation(), confirm: user.email })
    await shut(last)
  })

  it('does not repeat what is done ahead of its series', async () => {
    const user = await server.createUser()
    const { tasks } = await add(user, 'Daily', { recurrence: { rule: 'FREQ=DAILY' } })
    const [task] = tasks
    await server.query(
      `INSERT INTO app.task (id, user_id, title, time_zone, series_id, occurrence, status, completed_at)
       VALUES (gen_random_uuid(), $1, 'ahead', 'UTC', $2, '2099-01-06', 'done', now())`,
      [user.id, task?.seriesId],
    )
    const { path } = await user.api.calendar.create(mutation())
    expect(await (await fetchFeed(path)).text()).toContain('EXDATE;VALUE=DATE:20990106')
  })

  it('is refused to guests, and asked for too often', async () => {
    const guest = await server.createUser({ isGuest: true })
    await expect(guest.api.calendar.create(mutation())).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const user = await server.createUser()
    const { path } = await user.api.calendar.create(mutation())
    const statuses = new Set<number>()
    for (let n = 0; n <= limits.feedRequestsPerMinute; n += 1) statuses.add((await fetchFeed(path)).status)
    expect([...statuses]).toEqual([200, 429])
    const other = await server.createUser()
    const { path: free } = await other.api.calendar.create(mutation())
    expect((await fetchFeed(free)).status).toBe(200)
  })
})
