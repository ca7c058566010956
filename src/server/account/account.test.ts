import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { limits } from '../../domain/limits.ts'
import { createBrowser } from '../identity/test-browser.ts'
import { uuidV7 } from '../identity/uuid-v7.ts'
import { createTestServer, type TestServer, type TestUser, testOrigin } from '../testing/create-test-server.ts'
import { type Export, exportText } from './export.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

const mutationId = uuidV7
const settingsEvents = ({ id }: TestUser) =>
  server.query(`SELECT 1 FROM app.outbox WHERE user_id = $1 AND type = 'settings.changed'`, [id])

/** Calls a procedure over HTTP with a browser's cookies. */
async function call(browser: ReturnType<typeof createBrowser>, path: string, input?: object) {
  const response = await fetch(`${server.url}/api/trpc/${path}`, {
    method: input === undefined ? 'GET' : 'POST',
    headers: { ...Object.fromEntries(browser.headers()), 'content-type': 'application/json', origin: testOrigin },
    ...(input !== undefined && { body: JSON.stringify(input) }),
  })
  const { result, error } = await response.json()
  return { status: response.status, data: result?.data, code: error?.data?.appCode, response }
}

describe('better-auth over HTTP', () => {
  it('signs up, and is not fooled about the address', async () => {
    const signUp = (email: string, address: string) =>
      fetch(`${server.url}/api/auth/sign-up/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: testOrigin, 'x-forwarded-for': `6.6.6.6, ${address}` },
        body: JSON.stringify({ name: 'Ada', email, password: 'correct horse' }),
      })
    const response = await signUp('http@example.com', '192.0.2.9')
    expect(response.status).toBe(200)
    expect(response.headers.getSetCookie().join()).toContain('todo.session_token=')
    const { user } = await response.json()
    const sessions = await server.query('SELECT ip_address FROM auth.session WHERE user_id = $1', [user.id])
    expect(sessions).toEqual([{ ip_address: '192.0.2.9' }])
  })
})

describe('me.get', () => {
  it('tells who is signed in, and what the server allows', async () => {
    const browser = createBrowser(server.application.identity)
    expect((await call(browser, 'me.get')).data).toEqual({
      user: null,
      settings: null,
      registration: 'open',
      guests: true,
    })
    await browser.signUp('me@example.com')
    const { data } = await call(browser, 'me.get')
    expect(data).toMatchObject({
      user: { name: 'Ada', email: 'me@example.com', isGuest: false },
      settings: { timeZone: 'UTC', weekStart: 1, hourCycle: 'h23', locale: 'en-GB' },
    })
  })

  it('extends a session that is a day old', async () => {
    const browser = createBrowser(server.application.identity)
    const { body } = await browser.signUp('older@example.com')
    expect((await call(browser, 'me.get')).response.headers.getSetCookie()).toEqual([])
    await server.query(`UPDATE auth.session SET expires_at = now() + interval '28 days' WHERE user_id = $1`, [
      body.user.id,
    ])
    const { response } = await call(browser, 'me.get')
    expect(response.headers.getSetCookie().join()).toContain('todo.session_token=')
  })
})

describe('me.updateSettings', () => {
  it('changes what is given, once for its id, and tells other tabs', async () => {
    const user = await server.createUser()
    const change = {
      mutationId: mutationId(),
      settings: { timeZone: 'Europe/Berlin', hourCycle: 'h12' as const, locale: 'en-US' as const },
    }
    const changed = { timeZone: 'Europe/Berlin', weekStart: 1, hourCycle: 'h12', locale: 'en-US' }
    expect(await user.api.me.updateSettings(change)).toEqual(changed)
    expect(await user.api.me.updateSettings({ mutationId: mutationId(), settings: { weekStart: 7 } })).toMatchObject({
      weekStart: 7,
    })
    expect(await user.api.me.updateSettings(change)).toEqual(changed)
    expect((await user.api.me.get()).settings).toEqual({ ...changed, weekStart: 7 })
    expect(await settingsEvents(user)).toHaveLength(2)
  })

  it('keeps the views a user has named, and no more than are allowed', async () => {
    const user = await server.createUser()
    const savedViews = [{ name: 'Burning', query: 'priority=urgent' }]
    await user.api.me.updateSettings({ mutationId: mutationId(), settings: { savedViews } })
    expect((await user.api.me.get()).settings).toMatchObject({ savedViews })
    const many = Array.from({ length: limits.savedViews + 1 }, (_, index) => ({ name: `View ${index}`, query: '' }))
    await expect(
      user.api.me.updateSettings({ mutationId: mutationId(), settings: { savedViews: many } }),
    ).rejects.toThrow(`You can keep ${limits.savedViews} views.`)
    await user.api.me.updateSettings({ mutationId: mutationId(), settings: { savedViews: [] } })
    expect((await user.api.me.get()).settings).not.toHaveProperty('savedViews')
  })

  it('lets new tasks with a time to come remind by themselves, unless they say how', async () => {
    const user = await server.createUser()
    const remindersOf = async (task: { due?: { date: string; time: string | null }; minutes?: number }) => {
      const { due, minutes } = task
      const reminders = minutes === undefined ? [] : [{ kind: 'relative' as const, minutesBefore: minutes }]
      const made = await user.api.tasks.create({
        mutationId: mutationId(),
        task: { title: 'Call', ...(due && { due }), reminders },
      })
      return made.tasks[0]?.reminders.map(({ minutesBefore }) => minutesBefore)
    }
    const due = { date: '2099-01-01', time: '09:00' }
    expect(await remindersOf({ due })).toEqual([])
    await user.api.me.updateSettings({ mutationId: mutationId(), settings: { defaultReminder: 30 } })
    expect((await user.api.me.get()).settings).toMatchObject({ defaultReminder: 30 })
    expect(await remindersOf({ due })).toEqual([30])
    expect(await remindersOf({ due, minutes: 5 })).toEqual([5])
    expect(await remindersOf({ due: { ...due, time: null } })).toEqual([])
    expect(await remindersOf({ due: { date: '2020-01-01', time: '09:00' } })).toEqual([])
    expect(await remindersOf({})).toEqual([])
    await user.api.me.updateSettings({ mutationId: mutationId(), settings: { defaultReminder: null } })
    expect(await remindersOf({ due })).toEqual([])
  })

  it('refuses zones that do not exist', async () => {
    const user = await server.createUser()
    const settings = { timeZone: 'Mars/Olympus' }
    await expect(user.api.me.updateSettings({ mutationId: mutationId(), settings })).rejects.toThrow()
    expect(await settingsEvents(user)).toHaveLength(0)
  })
})

describe('me.upgradeGuest', () => {
  it('keeps tasks, session and user', async () => {
    const browser = createBrowser(server.application.identity)
    await browser.continueAsGuest()
    const created = await call(browser, 'tasks.create', { mutationId: mutationId(), task: { title: 'kept' } })
    expect(created.status).toBe(200)
    const upgrade = { mutationId: mutationId(), name: 'Grace', email: 'grace@example.com', password: 'correct horse' }
    expect((await call(browser, 'me.upgradeGuest', { ...upgrade, password: 'short' })).code).toBe('invalid_input')
    expect((await call(browser, 'me.upgradeGuest', upgrade)).data).toEqual({ ok: true })
    expect((await call(browser, 'me.get')).data.user).toMatchObject({ email: 'grace@example.com', isGuest: false })
    const list = await call(browser, `tasks.list?input=${encodeURIComponent('{}')}`)
    expect(list.data.items.map(({ title }: { title: string }) => title)).toEqual(['kept'])
    const other = createBrowser(server.application.identity)
    await other.continueAsGuest()
    expect((await call(other, 'me.upgradeGuest', upgrade)).code).toBe('already_exists')
  })
})

async function userWithData(): Promise<TestUser> {
  const user = await server.createUser()
  for (const title of ['one', 'two', 'three', 'four'])
    await user.api.tasks.create({ mutationId: mutationId(), task: { title } })
  const { id } = await user.api.destinations.addWebhook({ mutationId: mutationId(), url: 'https://example.org/hook' })
  await user.api.destinations.test({ mutationId: mutationId(), id })
  const conversation = { mutationId: mutationId(), id: uuidV7() }
  await user.api.chat.create(conversation)
  for (const text of ['buy milk', 'hello']) {
    const answer = await user.api.chat.send({ conversationId: conversation.id, messageId: uuidV7(), text })
    for await (const _ of answer);
  }
  return user
}

describe('me.export', () => {
  it('has everything of the user and nothing of anybody else, in batches of any size', async () => {
    const [user, other] = [await userWithData(), await userWithData()]
    const whole = await user.api.me.export()
    expect(whole.format).toBe('todo-chatbot/1')
    expect(whole.tasks.map(({ title }) => title)).toEqual(['one', 'two', 'three', 'four', 'buy milk'])
    expect([whole.conversations.length, whole.messages.length]).toEqual([1, 4])
    expect(whole.destinations).toMatchObject([{ kind: 'webhook', label: 'example.org' }])
    expect(whole.sent).toMatchObject([{ purpose: 'test', status: 'waiting' }])
    expect(JSON.stringify(whole)).not.toContain(other.id)

    const { database } = server.application
    let text = ''
    const exporting = { database, userId: user.id, batch: 2 }
    for await (const piece of exportText(exporting, whole)) text += piece
    const streamed: Export = JSON.parse(text)
    expect(streamed).toEqual(whole)
  })

  it('can be downloaded as a file', async () => {
    const browser = createBrowser(server.application.identity)
    expect((await fetch(`${server.url}/api/export`)).status).toBe(401)
    await browser.signUp('export@example.com')
    const response = await fetch(`${server.url}/api/export`, { headers: browser.headers() })
    expect(response.headers.get('content-disposition')).toContain('todo-chatbot.json')
    expect(await response.json()).toMatchObject({
      format: 'todo-chatbot/1',
      tasks: [],
      messages: [],
      notifications: [],
    })
  })
})

describe('me.deleteAccount', () => {
  it('removes every row of the user, ends sessions, and touches nobody else', async () => {
    const [user, other] = [await userWithData(), await userWithData()]
    const wrong = user.api.me.deleteAccount({ mutationId: mutationId(), confirm: other.email })
    await expect(wrong).rejects.toThrow('Type your e-mail address')
    const before = await rowsOf(other)
    expect(await rowsOf(user)).toBeGreaterThan(10)
    await user.api.me.deleteAccount({ mutationId: mutationId(), confirm: user.email.toUpperCase() })
    expect(await rowsOf(user)).toBe(0)
    expect(await rowsOf(other)).toBe(before)
  })

  it('signs the browser out, and ends its live stream', async () => {
    const browser = createBrowser(server.application.identity)
    const { body } = await browser.signUp('gone@example.com')
    const stream = await fetch(`${server.url}/api/trpc/live.updates`, {
      headers: { ...Object.fromEntries(browser.headers()), accept: 'text/event-stream' },
    })
    const ended = stream.text()
    const confirm = { mutationId: mutationId(), confirm: 'gone@example.com' }
    expect((await call(browser, 'me.deleteAccount', confirm)).data).toEqual({ ok: true })
    expect(await ended).toContain('ready')
    expect((await call(browser, 'me.get')).data.user).toBeNull()
    expect((await call(browser, 'tasks.counts')).code).toBe('signed_out')
    expect(await server.query('SELECT 1 FROM auth."user" WHERE id = $1', [body.user.id])).toEqual([])
  })

  it('asks a guest for a word', async () => {
    const guest = await server.createUser({ isGuest: true })
    await expect(guest.api.me.deleteAccount({ mutationId: mutationId(), confirm: '' })).rejects.toThrow('delete')
    await guest.api.me.deleteAccount({ mutationId: mutationId(), confirm: 'Delete' })
    expect(await rowsOf(guest)).toBe(0)
  })
})

/** Rows that name this user, in every table of the product. */
async function rowsOf({ id }: TestUser): Promise<number> {
  const tables = await server.query<{ name: string }>(
    `SELECT format('%I.%I', table_schema, table_name) AS name FROM information_schema.columns
     WHERE column_name = 'user_id' AND table_schema IN ('app', 'auth')`,
  )
  const counts = await Promise.all(
    [
      ...tables.map(({ name }) => `SELECT count(*)::int AS n FROM ${name} WHERE user_id = $1`),
      `SELECT count(*)::int AS n FROM auth."user" WHERE id = $1`,
    ].map((text) => server.query<{ n: number }>(text, [id])),
  )
  return counts.reduce((sum, [row]) => sum + (row?.n ?? 0), 0)
}
