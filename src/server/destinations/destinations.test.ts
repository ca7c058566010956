import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { limits } from '../../domain/limits.ts'
import type { Message } from '../../domain/message.ts'
import { deviceSubscription } from '../isolation/isolation-cases.ts'
import { createTestServer, type TestServer, type TestUser } from '../testing/create-test-server.ts'
import { post } from '../testing/sidecar-calls.ts'
import { createSendingUser, type SendingUser } from './test-sending.ts'

let server: TestServer
let user: TestUser
let sending: SendingUser
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())
beforeEach(async () => {
  user = await server.createUser()
  sending = createSendingUser(server, user)
})

const addWebhook = () => user.api.destinations.addWebhook({ ...sending.mutation(), url: 'https://example.org/hook' })
const addPush = (name = 'one') =>
  user.api.destinations.addPush({
    ...sending.mutation(),
    subscription: deviceSubscription(name),
    label: 'Chrome on Mac',
  })
const dataOf = (message: Message | null) => (message?.channel === 'webhook' ? JSON.parse(message.body) : null)

describe('a notification', () => {
  it('goes once to each destination that is on and wants it, whatever comes twice', async () => {
    await addWebhook()
    await addPush()
    const { id } = await addPush('other')
    await user.api.destinations.update({ ...sending.mutation(), id, sends: ['morning'] })
    const taskId = await sending.remind()
    const due = await sending.claim()
    expect(await sending.claim()).toEqual([])
    const messages = await Promise.all(due.map(sending.open))
    expect(messages.map((message) => message?.channel).sort()).toEqual(['push', 'webhook'])
    for (const each of due) {
      expect(await sending.settle(each, { outcome: 'delivered' })).toBe('delivered')
      expect(await sending.open(each)).toBeNull()
      expect(await sending.settle(each, { outcome: 'failed', detail: 'late' })).toBe('unknown')
    }
    const hook = messages.find((message) => message?.channel === 'webhook') ?? null
    expect(dataOf(hook)).toMatchObject({ type: 'reminder.due', data: { tasks: [{ id: taskId, title: 'Call mum' }] } })
    const push = messages.find((message) => message?.channel === 'push')
    const payload = push?.channel === 'push' ? JSON.parse(push.payload) : null
    expect(payload).toMatchObject({ title: 'Call mum', taskId, url: `/?task=${taskId}`, answers: {} })
    expect((await sending.list()).sent.map(({ status }) => status)).toEqual(['delivered', 'delivered'])
  })

  it('is not sent when it was seen in the app or its task is done before, or its destination is off', async () => {
    const { id } = await addWebhook()
    await sending.remind()
    await user.api.notifications.markRead({ ...sending.mutation(), ids: 'all' })
    const taskId = await sending.remind('Call dad')
    await user.api.tasks.complete({ ...sending.mutation(), target: { id: taskId } })
    for (const due of await sending.claim()) expect(await sending.open(due)).toBeNull()
    await sending.remind('Call aunt')
    const [due] = await sending.claim()
    await user.api.destinations.update({ ...sending.mutation(), id, on: false })
    expect(due && (await sending.open(due))).toBeNull()
    expect((await sending.list()).sent.map(({ status, detail }) => [status, detail])).toEqual([
      ['cancelled', 'Turned off before it was sent.'],
      ['cancelled', 'Done before it was sent.'],
      ['cancelled', 'Seen in the app before.'],
    ])
  })

  it('that nobody reports on is due again, as another attempt', async () => {
    await addWebhook()
    await sending.remind()
    const [first] = await sending.claim()
    await sending.passTime()
    const [second] = await sending.claim()
    expect(second).toEqual({ ...first, attempt: 2 })
    expect(first && (await sending.open(first))).toBeNull()
    expect(second && (await sending.open(second))).not.toBeNull()
  })

  it('is claimed by one of many sweeps at once', async () => {
    await addWebhook()
    for (const title of ['a', 'b', 'c']) await sending.remind(title)
    const { system } = server.application.database
    const claim = { limit: 100, leaseSeconds: 300, giveUpHours: 48 }
    const counts = await Promise.all([1, 2, 3, 4].map(() => system.claimDueDeliveries(claim)))
    // The test's own sweeps have claimed those of earlier reminders.
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1)
  })
})

describe('a destination that fails', () => {
  it('is tried over hours, tells why, and has what waits gathered into one message', async () => {
    await addWebhook()
    await sending.remind('first')
    const [due] = await sending.claim()
    if (due === undefined) throw new Error('nothing due')
    expect(await sending.settle(due, { outcome: 'failed', detail: 'It answered 500.' })).toBe('waiting')
    await sending.remind('second')
    await sending.remind('third')
    expect(await sending.claim()).toEqual([])
    const [{ destinations, sent }] = [await sending.list()]
    expect(destinations).toMatchObject([{ status: 'on', failures: 1 }])
    expect(sent.at(-1)).toMatchObject({ status: 'waiting', detail: 'It answered 500.', attempts: 1 })
    const waitMs = Date.parse(sent.at(-1)?.nextAttemptAt ?? '') - Date.now()
    expect(waitMs).toBeGreaterThan(20_000)
    expect(waitMs).toBeLessThan(31_000)
    await sending.passTime()
    const [again, ...others] = await sending.claim()
    expect(others).toEqual([])
    expect(again).toEqual({ ...due, attempt: 2 })
    const titles = dataOf(again ? await sending.open(again) : null).data.tasks.map(
      ({ title }: { title: string }) => title,
    )
    expect(titles).toEqual(['first', 'second', 'third'])
    expect(again && (await sending.settle(again, { outcome: 'delivered' }))).toBe('delivered')
    expect((await sending.list()).destinations).toMatchObject([{ failures: 0, lastDeliveredAt: expect.any(String) }])
  })

  it('waits as long as it asks for', async () => {
    await addWebhook()
    await sending.remind()
    const [due] = await sending.claim()
    if (due) await sending.settle(due, { outcome: 'failed', detail: 'It answered 429.', retryAfterSeconds: 5_000 })
    const [sent] = (await sending.list()).sent
    expect(Date.parse(sent?.nextAttemptAt ?? '') - Date.now()).toBeGreaterThan(4_900_000)
  })

  it('is turned off after twelve failures in a row, which its owner is told in the app', async () => {
    await addWebhook()
    await sending.remind()
    const tries = limits.deliveryBackOffSeconds.length + 1
    expect(tries).toBe(12)
    for (let n = 1; n <= tries; n += 1) {
      await sending.passTime()
      const [due] = await sending.claim()
      const status = due && (await sending.settle(due, { outcome: 'failed', detail: 'It refused the connection.' }))
      expect(status).toBe(n === tries ? 'failed' : 'waiting')
    }
    expect((await sending.list()).destinations).toMatchObject([{ status: 'off', reason: 'It refused the connection.' }])
    const { items } = await user.api.notifications.list({})
    expect(items[0]).toMatchObject({
      kind: 'channel',
      tasks: [],
      note: 'example.org was turned off after 12 tries in a row failed. The last one: It refused the connection.',
    })
    await sending.remind('later')
    expect(await sending.claim()).toEqual([])
  })

  it('that is gone is removed where it is a device, and turned off where it is a webhook', async () => {
    await addPush()
    await addWebhook()
    await sending.remind()
    for (const due of await sending.claim()) await sending.settle(due, { outcome: 'gone', detail: 'It answered 410.' })
    expect((await sending.list()).destinations).toMatchObject([{ kind: 'webhook', status: 'off' }])
  })
})

describe('quiet hours', () => {
  // Quiet at this very moment; the users' clock is UTC.
  const clock = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16)
  const around = { from: clock(-1), until: clock(1), urgent: true }
  const saveQuiet = (quiet: typeof around | null) =>
    user.api.destinations.saveRules({ ...sending.mutation(), rules: { quiet, digest: null } })

  it('hold messages back, which come gathered and once when they end; urgent ones pass', async () => {
    await addWebhook()
    await saveQuiet(around)
    for (const title of ['one', 'two']) {
      await sending.remind(title)
      for (const due of await sending.claim()) expect(await sending.open(due)).toBeNull()
    }
    expect((await sending.list()).sent).toMatchObject([
      { status: 'waiting', quiet: true, attempts: 0 },
      { status: 'waiting', quiet: true, attempts: 0 },
    ])
    await sending.remind('fire', { priority: 'urgent' })
    const [urgent] = await sending.claim()
    expect(dataOf(urgent ? await sending.open(urgent) : null).data.tasks).toMatchObject([{ title: 'fire' }])
    if (urgent) await sending.settle(urgent, { outcome: 'delivered' })
    await saveQuiet(null)
    await sending.passTime()
    const due = await sending.claim()
    expect(due).toHaveLength(1)
    const message = due[0] ? await sending.open(due[0]) : null
    expect(dataOf(message).data.tasks.map(({ title }: { title: string }) => title)).toEqual(['one', 'two'])
  })
})

describe('e-mail', () => {
  const address = () => `${randomUUID()}@example.org`
  const codeOf = (message: Message | null) =>
    message?.channel === 'email' ? (/\d{6}/.exec(message.subject)?.[0] ?? '') : ''

  async function confirmed() {
    const { id } = await user.api.destinations.addEmail({ ...sending.mutation(), address: address() })
    const [due] = await sending.claim()
    const code = codeOf(due ? await sending.open(due) : null)
    if (due) await sending.settle(due, { outcome: 'delivered' })
    await user.api.destinations.confirmEmail({ ...sending.mutation(), id, code })
    return id
  }

  it('goes to no address that its owner has not confirmed by the code', async () => {
    const { id } = await user.api.destinations.addEmail({ ...sending.mutation(), address: address() })
    await sending.remind()
    const [due, ...others] = await sending.claim()
    expect(others).toEqual([])
    const code = codeOf(due ? await sending.open(due) : null)
    const wrong = code === '000000' ? '000001' : '000000'
    const confirm = (given: string) => user.api.destinations.confirmEmail({ ...sending.mutation(), id, code: given })
    await expect(confirm(wrong)).rejects.toThrow('not the code')
    expect(await confirm(code)).toEqual({ confirmed: true })
    expect((await sending.list()).destinations).toMatchObject([{ status: 'on' }])
  })

  it('gives no code more than five tries', async () => {
    const { id } = await user.api.destinations.addEmail({ ...sending.mutation(), address: address() })
    const [due] = await sending.claim()
    const code = codeOf(due ? await sending.open(due) : null)
    const wrong = code === '000000' ? '000001' : '000000'
    const confirm = (given: string) => user.api.destinations.confirmEmail({ ...sending.mutation(), id, code: given })
    for (let n = 0; n < limits.confirmCodeTries; n += 1) await expect(confirm(wrong)).rejects.toThrow('not the code')
    await expect(confirm(code)).rejects.toThrow('too old')
  })

  it('says what is due, and can be left without signing in, by POST alone', async () => {
    await confirmed()
    await sending.remind('<b>Call</b> mum')
    const [due] = await sending.claim()
    const message = due ? await sending.open(due) : null
    if (message?.channel !== 'email') throw new Error('no mail')
    expect(message).toMatchObject({ subject: 'Reminder: <b>Call</b> mum', messageId: `<${due?.id}@todo.test>` })
    expect(message.html).toContain('&lt;b&gt;Call&lt;/b&gt; mum')
    expect(message.text).toContain('- <b>Call</b> mum')
    const { pathname, search } = new URL(message.unsubscribe ?? '')
    expect((await fetch(server.url + pathname + search)).status).toBe(404)
    expect((await post(server, `${pathname}${search.slice(0, -3)}xyz`)).status).toBe(404)
    expect((await sending.list()).destinations).toMatchObject([{ status: 'on' }])
    expect((await post(server, pathname + search)).status).toBe(200)
    expect((await sending.list()).destinations).toMatchObject([{ status: 'off' }])
  })

  it('is not sent more often than is decent, on request', async () => {
    const id = await confirmed()
    const test = () => user.api.destinations.test({ ...sending.mutation(), id })
    for (let n = 1; n < limits.requestedMessagesPerHour; n += 1) await test()
    await expect(test()).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' })
  })
})

describe('settings', () => {
  it('show the secret of a webhook once, and it is the one that signs', async () => {
    const mutation = sending.mutation()
    const { id, secret } = await user.api.destinations.addWebhook({ ...mutation, url: 'https://example.org/hook' })
    expect(await user.api.destinations.addWebhook({ ...mutation, url: 'https://example.org/hook' })).toEqual({
      id,
      secret,
    })
    expect(JSON.stringify(await sending.list())).not.toContain(secret)
    expect(JSON.stringify(await server.query('SELECT * FROM app.mutation'))).not.toContain(secret)
    await user.api.destinations.test({ ...sending.mutation(), id })
    const [due] = await sending.claim()
    const message = due ? await sending.open(due) : null
    expect(message).toMatchObject({ secret, id: due?.id })
  })

  it('tell how a test ended', async () => {
    const { id } = await addWebhook()
    await user.api.destinations.test({ ...sending.mutation(), id })
    const [due] = await sending.claim()
    expect(dataOf(due ? await sending.open(due) : null)).toMatchObject({ type: 'test' })
    if (due) expect(await sending.settle(due, { outcome: 'failed', detail: 'It answered 500.' })).toBe('failed')
    const { sent, destinations } = await sending.list()
    expect(sent).toMatchObject([{ purpose: 'test', status: 'failed', detail: 'It answered 500.', destinationId: id }])
    expect(destinations).toMatchObject([{ failures: 0, status: 'on' }])
  })

  it('take the same device once, and refuse plain HTTP, names with passwords and too many', async () => {
    expect(await addPush()).toEqual(await addPush())
    const add = (url: string) => user.api.destinations.addWebhook({ ...sending.mutation(), url })
    await expect(add('http://example.org/hook')).rejects.toThrow('https')
    await expect(add('https://me:secret@example.org/hook')).rejects.toThrow('password')
    for (let n = 0; n < limits.destinations.webhook; n += 1) await add(`https://example.org/${n}`)
    await expect(add('https://example.org/more')).rejects.toMatchObject({ code: 'PRECONDITION_FAILED' })
  })

  it('give guests notifications on devices alone', async () => {
    const guest = await server.createUser({ isGuest: true })
    const mutation = () => ({ mutationId: randomUUID() })
    await guest.api.destinations.addPush({ ...mutation(), subscription: deviceSubscription('g'), label: 'Phone' })
    const hook = guest.api.destinations.addWebhook({ ...mutation(), url: 'https://example.org/hook' })
    await expect(hook).rejects.toMatchObject({ code: 'FORBIDDEN' })
  })
})

it('a device whose key could never be encrypted for is refused', async () => {
  const subscription = deviceSubscription('odd')
  const noPoint = { ...subscription, keys: { ...subscription.keys, p256dh: `B${'C'.repeat(86)}` } }
  const adding = user.api.destinations.addPush({ ...sending.mutation(), subscription: noPoint, label: 'Phone' })
  await expect(adding).rejects.toThrow('The key of this device is not valid')
  expect((await sending.list()).destinations).toEqual([])
})
