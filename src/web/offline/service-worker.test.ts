import { readFileSync } from 'node:fs'
import { createContext, runInContext } from 'node:vm'
import { beforeEach, describe, expect, test, vi } from 'vitest'

// The service worker as it is shipped, in a world of its own: browsers run it only there.
const source = readFileSync(new URL('../public/sw.js', import.meta.url), 'utf8')
const origin = 'https://todo.example.org'

type Handler = (event: Record<string, unknown>) => void
type Tab = { focus: () => Promise<void>; postMessage: (message: unknown) => void }

const fetched = vi.fn<(url: string, init: RequestInit) => Promise<{ ok: boolean }>>()
const shown = vi.fn<(title: string, options: Record<string, unknown>) => Promise<void>>()
const opened = vi.fn<(url: string) => Promise<void>>()
let tabs: Tab[]
let handlers: Map<string, Handler>

beforeEach(() => {
  for (const mock of [fetched, shown, opened]) mock.mockReset()
  fetched.mockResolvedValue({ ok: true })
  tabs = []
  handlers = new Map()
  const self = {
    location: { origin },
    addEventListener: (type: string, handler: Handler) => handlers.set(type, handler),
    registration: { showNotification: shown },
    clients: { matchAll: async () => tabs, openWindow: opened },
  }
  runInContext(source, createContext({ self, fetch: fetched, URL, Date, JSON, Promise, crypto, caches: {} }))
})

/** Lets an event happen, and everything it asked to be waited for. */
async function happen(type: string, event: Record<string, unknown>): Promise<void> {
  let work: Promise<unknown> | undefined
  handlers.get(type)?.({ ...event, waitUntil: (promise: Promise<unknown>) => (work = promise) })
  await work
}

const reminder = {
  title: 'Call mum',
  body: 'Due today at 09:00',
  tag: 'delivery-1',
  url: '/?task=task-1',
  notificationId: 'notification-1',
  taskId: 'task-1',
  answers: { done: 'mutation-done', snooze: 'mutation-snooze' },
}
const push = (payload: object) => happen('push', { data: { json: () => payload } })
const { title: _t, body: _b, tag: _g, ...data } = reminder
const click = async (action: string, clicked: object = data) => {
  const close = vi.fn()
  await happen('notificationclick', { action, notification: { data: clicked, close } })
  expect(close).toHaveBeenCalled()
}
const tab = () => ({ focus: vi.fn(async () => {}), postMessage: vi.fn() })

describe('a push', () => {
  test('of one reminder is shown with its answers, under a tag that a repeat replaces', async () => {
    await push(reminder)
    const [title, options] = shown.mock.calls[0] ?? []
    expect(title).toBe('Call mum')
    expect(options).toMatchObject({ body: 'Due today at 09:00', tag: 'delivery-1', data })
    expect(options?.actions).toMatchObject([{ action: 'done' }, { action: 'snooze' }])
  })

  test('of several has none, and one without content is shown all the same', async () => {
    await push({ title: '3 reminders', body: '', tag: 'x', url: '/' })
    expect(shown.mock.calls[0]?.[1].actions).toEqual([])
    await happen('push', { data: null })
    expect(shown.mock.calls[1]?.[0]).toBe('Something is due')
  })
})

describe('an answer', () => {
  test('goes to the server under an id that counts once, and opens nothing', async () => {
    await click('done')
    const [url, init] = fetched.mock.calls[0] ?? []
    expect(url).toBe('/api/trpc/notifications.act')
    expect(JSON.parse(String(init?.body))).toEqual({
      mutationId: 'mutation-done',
      id: 'notification-1',
      taskId: 'task-1',
      action: 'done',
    })
    expect(opened).not.toHaveBeenCalled()
  })

  test('snoozes for an hour', async () => {
    const before = Date.now()
    await click('snooze')
    const { until, mutationId } = JSON.parse(String(fetched.mock.calls[0]?.[1].body))
    expect(mutationId).toBe('mutation-snooze')
    expect(Date.parse(until) - before).toBeGreaterThanOrEqual(3_600_000)
    expect(Date.parse(until) - before).toBeLessThan(3_660_000)
  })

  test.each([
    ['signed out', () => Promise.resolve({ ok: false })],
    ['without a connection', () => Promise.reject(new TypeError('offline'))],
  ])('opens the page where one is %s', async (_, answer) => {
    fetched.mockImplementation(answer)
    await click('done')
    expect(opened).toHaveBeenCalledWith('/?task=task-1')
  })
})

describe('a click', () => {
  test('brings an open tab to the front and tells it what to show', async () => {
    const open = tab()
    tabs = [open]
    await click('')
    expect(open.focus).toHaveBeenCalled()
    expect(open.postMessage).toHaveBeenCalledWith({ open: '/?task=task-1' })
    expect(opened).not.toHaveBeenCalled()
    expect(fetched).not.toHaveBeenCalled()
  })

  test('opens a tab where there is none', async () => {
    await click('')
    expect(opened).toHaveBeenCalledWith('/?task=task-1')
  })
})

test('a renewed subscription is given to the server', async () => {
  const subscription = { endpoint: 'https://push.example.org/new', keys: { p256dh: 'p', auth: 'a' } }
  const newSubscription = { toJSON: () => subscription, options: {} }
  await happen('pushsubscriptionchange', { newSubscription, oldSubscription: null })
  expect(fetched.mock.calls[0]?.[0]).toBe('/api/trpc/destinations.addPush')
  expect(JSON.parse(String(fetched.mock.calls[0]?.[1].body))).toMatchObject({ subscription })
})
