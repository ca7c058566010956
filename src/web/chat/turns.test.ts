import { describe, expect, it } from 'vitest'
import type { ChatEvent, Message } from '../../domain/conversation.ts'
import { createKeptTurns, type KeptTurns } from '../offline/kept-turns.ts'
import { Unreachable } from '../rpc/problem.ts'
import { entriesOf } from './entries.ts'
import { latestExchange } from './latest-exchange.ts'
import { createSessionStore } from './session-store.ts'
import { pendingHalves, type Turn, withMessages } from './turns.ts'

const message = (id: string, role: Message['role'] = 'assistant'): Message => ({
  id,
  conversationId: 'c',
  role,
  text: id,
  parts: [],
  createdAt: '2026-11-23T12:00:00Z',
})

const turn: Turn = {
  conversationId: 'c',
  messageId: 'q',
  request: { kind: 'send', text: 'hi', ignored: [] },
  fresh: false,
  status: 'answering',
  text: '',
  parts: [],
  problem: null,
  createdAt: '',
}

describe('pendingHalves', () => {
  it('shows nothing twice while stored messages come in by another way', () => {
    expect(pendingHalves(turn, [message('x')])).toEqual({ question: true, answer: true })
    expect(pendingHalves(turn, [message('q', 'user')])).toEqual({ question: false, answer: true })
    expect(pendingHalves(turn, [message('q', 'user'), message('a')])).toEqual({ question: false, answer: false })
  })
})

describe('entriesOf', () => {
  it('keeps the keys of question and answer while they are stored', () => {
    const keys = (stored: Message[], turns: Turn[]) => entriesOf(stored, turns).map(({ key }) => key)
    const question = message('q', 'user')
    expect(keys([], [turn])).toEqual(['q', 'q:answer'])
    expect(keys([question], [turn])).toEqual(['q', 'q:answer'])
    expect(keys([question, message('a')], [turn])).toEqual(['q', 'q:answer'])
    expect(keys([question, message('a')], [])).toEqual(['q', 'q:answer'])
  })

  it('leaves only the latest answer open, and none while another is on its way', () => {
    const stored = [message('a'), message('q', 'user'), message('b')]
    expect(entriesOf(stored, []).map(({ questions }) => questions)).toEqual(['closed', 'closed', 'open'])
    expect(entriesOf(stored, [{ ...turn, messageId: 'r' }]).some(({ questions }) => questions === 'open')).toBe(false)
  })

  it('shows no answer to what failed', () => {
    expect(entriesOf([], [{ ...turn, status: 'failed' }]).map(({ key }) => key)).toEqual(['q'])
  })
})

describe('withMessages', () => {
  it('adds to the newest page, and replaces what is there', () => {
    const pages = [
      { items: [message('3')], more: true },
      { items: [message('1'), message('2')], more: false },
    ]
    const next = withMessages(pages, [{ ...message('2'), text: 'new' }, message('4')])
    expect(next.map(({ items }) => items.map(({ id }) => id))).toEqual([
      ['3', '4'],
      ['1', '2'],
    ])
    expect(next[1]?.items[1]?.text).toBe('new')
  })
})

describe('the session store', () => {
  const to = { conversationId: 'c', fresh: false }
  const noneKept: KeptTurns = { load: () => [], save: () => {} }
  const collect = (
    attempts: (() => AsyncIterable<ChatEvent>)[],
    taken: Promise<void> = Promise.resolve(),
    { kept = noneKept, online = { now: true } } = {},
  ) => {
    const stored: string[] = []
    const sent: Turn[] = []
    let ids = 0
    const store = createSessionStore({
      stream: async (asked) => {
        sent.push(asked)
        const attempt = attempts.shift()
        if (attempt === undefined) throw new Error('no more attempts')
        return attempt()
      },
      onStored(_turn, messages) {
        stored.push(...messages.map(({ id }) => id))
        return taken
      },
      newId: () => `q${++ids === 1 ? '' : ids}`,
      now: () => '',
      kept,
      isOnline: () => online.now,
    })
    const until = (condition: () => boolean) =>
      new Promise<void>((resolve) => {
        if (condition()) return resolve()
        const stop = store.subscribe(() => {
          if (!condition()) return
          stop()
          resolve()
        })
      })
    return { store, stored, sent, until }
  }

  async function* whole(): AsyncGenerator<ChatEvent> {
    yield { type: 'question', message: message('q', 'user') }
    yield { type: 'text', text: 'Done' }
    yield { type: 'answer', message: message('a') }
  }
  // biome-ignore lint/correctness/useYield: a stream that breaks before it says anything
  async function* broken(): AsyncGenerator<ChatEvent> {
    throw new Unreachable()
  }
  // biome-ignore lint/correctness/useYield: a refusal comes before anything else
  async function* refused(): AsyncGenerator<ChatEvent> {
    throw new Error('Not now.')
  }

  it('stores question and answer, and forgets the turn', async () => {
    const { store, stored, until } = collect([whole])
    store.send(to, { kind: 'send', text: 'hi', ignored: [] })
    await until(() => store.turns().length === 0)
    expect(stored).toEqual(['q', 'a'])
    expect(store.spoken()).toBe('a')
  })

  it('shows an answer until its stored messages have been taken', async () => {
    const taken = Promise.withResolvers<void>()
    const { store, stored, until } = collect([whole], taken.promise)
    store.send(to, { kind: 'send', text: 'hi', ignored: [] })
    await until(() => store.turns()[0]?.text === 'Done')
    // Everything that can go on without the page having taken them has gone on.
    await new Promise((resolve) => setImmediate(resolve))
    expect(stored).toEqual(['q', 'a'])
    expect(store.turns()).toHaveLength(1)
    taken.resolve()
    await until(() => store.turns().length === 0)
  })

  it('sends again under the same id when the connection broke', async () => {
    const { store, stored, sent, until } = collect([broken, whole])
    store.send(to, { kind: 'send', text: 'hi', ignored: [] })
    await until(() => store.turns().length === 0)
    expect(sent.map(({ messageId }) => messageId)).toEqual(['q', 'q'])
    expect(stored).toEqual(['q', 'a'])
  })

  it('keeps what was refused, with the reason, until it is sent again or discarded', async () => {
    const { store, until } = collect([refused, whole])
    store.send(to, { kind: 'send', text: 'hi', ignored: [] })
    await until(() => store.turns()[0]?.status === 'failed')
    expect(store.turns()[0]?.problem).toBe('Not now.')
    store.retry('q')
    await until(() => store.turns().length === 0)
  })

  it('stops an answer without trying it again, keeps what there is, and goes on when asked', async () => {
    const never = Promise.withResolvers<never>()
    async function* slow(): AsyncGenerator<ChatEvent> {
      yield { type: 'question', message: message('q', 'user') }
      yield { type: 'text', text: 'Half' }
      await never.promise
    }
    const { store, sent, until } = collect([slow, whole])
    store.send(to, { kind: 'send', text: 'hi', ignored: [] })
    await until(() => store.turns()[0]?.text === 'Half')
    store.stop('q')
    never.reject(new Unreachable())
    await new Promise((resolve) => setImmediate(resolve))
    expect(sent).toHaveLength(1)
    expect(store.turns()).toMatchObject([{ status: 'stopped', text: 'Half' }])
    store.retry('q')
    await until(() => store.turns().length === 0)
    expect(sent.map(({ messageId }) => messageId)).toEqual(['q', 'q'])
  })

  it('lets what is written without a connection wait in order, over a reload, and sends each once', async () => {
    const items = new Map<string, string>()
    const storage = {
      getItem: (name: string) => items.get(name) ?? null,
      setItem: (name: string, value: string) => void items.set(name, value),
      removeItem: (name: string) => void items.delete(name),
    }
    const kept = () => createKeptTurns(storage, 'ada')
    const online = { now: false }
    const before = collect([], undefined, { kept: kept(), online })
    before.store.send({ ...to, fresh: true }, { kind: 'send', text: 'one', ignored: [] })
    before.store.send(to, { kind: 'send', text: 'two', ignored: [] })
    expect(before.store.turns().map(({ status }) => status)).toEqual(['waiting', 'waiting'])
    expect(before.sent).toEqual([])
    expect(createKeptTurns(storage, 'eve').load()).toEqual([])

    online.now = true
    const after = collect([whole, refused], undefined, { kept: kept(), online })
    expect(after.store.turns()).toMatchObject([{ messageId: 'q', fresh: true }, { messageId: 'q2' }])
    await after.store.flush()
    expect(after.sent.map(({ messageId }) => messageId)).toEqual(['q', 'q2'])
    expect(after.store.turns()).toMatchObject([{ messageId: 'q2', status: 'failed' }])
    after.store.discard('q2')
    expect(items.size).toBe(0)
  })

  it('has a stored message answered under its own id', async () => {
    const { store, sent, until } = collect([whole])
    store.resume(message('old', 'user'))
    await until(() => store.turns().length === 0)
    expect(sent).toMatchObject([{ messageId: 'old', request: { kind: 'send', text: 'old' } }])
  })
})

it('the latest exchange knows what its answer changed', () => {
  const undo = (changeId: string) => ({ type: 'undo', changeId }) as const
  const answer = { ...message('a'), parts: [undo('1'), undo('2')] }
  expect(latestExchange([message('q', 'user'), answer])).toEqual({
    messageId: 'q',
    edited: { text: 'q', changeIds: ['1', '2'] },
  })
  expect(latestExchange([answer, message('q', 'user')])).toBeNull()
  expect(latestExchange([])).toBeNull()
})
