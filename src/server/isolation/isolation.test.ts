import { TRPCError } from '@trpc/server'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError, errorTable } from '../../domain/errors.ts'
import { appRouter } from '../api/router.ts'
import { createTestServer, type TestServer } from '../testing/create-test-server.ts'
import { type IsolationCase, isolationCases } from './isolation-cases.ts'
import { createTenant, randomIds, rowsOf, type Tenant } from './tenant.ts'

const procedures = Object.keys(appRouter._def.procedures)

let server: TestServer
let somebody: Tenant
beforeAll(async () => {
  server = await createTestServer()
  somebody = await createTenant(server, 'a')
})
afterAll(() => server.close())

type Answer = { ok: true; text: string } | { ok: false; code: string; text: string }

/** Calls a procedure by its path; streams are read until they have been silent for a moment. */
async function call(tenant: Tenant, path: string, input: unknown): Promise<Answer> {
  const end = new AbortController()
  const caller = server.callerFor(tenant.user, {}, end.signal)
  try {
    const procedure = path.split('.').reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], caller)
    const result = await (procedure as (input: unknown) => Promise<unknown>)(input)
    return { ok: true, text: JSON.stringify(isStream(result) ? await readAll(result, end) : result) ?? '' }
  } catch (error) {
    // What a stream throws while it runs reaches a caller as it is; over HTTP it is formatted like the rest.
    if (error instanceof AppError) return { ok: false, code: errorTable[error.code].rpc, text: error.message }
    if (!(error instanceof TRPCError)) throw error
    return { ok: false, code: error.code, text: error.message }
  }
}

const isStream = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

async function readAll(stream: AsyncIterable<unknown>, end: AbortController): Promise<unknown[]> {
  const items: unknown[] = []
  const iterator = stream[Symbol.asyncIterator]()
  for (;;) {
    // A busy machine may be long about the first piece, which tells whether the caller is let in at all.
    const patienceMs = items.length === 0 ? 3_000 : 300
    const silence = new Promise<'silence'>((resolve) => setTimeout(() => resolve('silence'), patienceMs))
    const next = await Promise.race([iterator.next(), silence])
    if (next === 'silence' || next.done) break
    items.push(next.value)
  }
  end.abort()
  await iterator.return?.()
  return items
}

const shows = ({ text }: Answer, { mark, user, ids }: Tenant) =>
  [mark, user.id, ids.task, ids.series, ids.notification, ids.conversation, ids.message].filter((secret) =>
    text.includes(secret),
  )

it('every procedure has an isolation case, and no case is of a procedure that is gone', () => {
  expect(procedures.filter((path) => isolationCases[path] === undefined)).toEqual([])
  expect(Object.keys(isolationCases).filter((path) => !procedures.includes(path))).toEqual([])
})

describe.each(Object.entries(isolationCases))('%s', (path, { inputs, incomparable, ownRefused }: IsolationCase) => {
  it('shows and changes nothing of another tenant, and works for its own', async () => {
    const [a, b] = [await createTenant(server, 'a'), await createTenant(server, 'b')]
    const before = await rowsOf(server, b.user.id)
    const nobody = randomIds()
    const foreign = inputs(b.ids, a)
    const random = inputs(nobody, a)
    for (const [index, input] of foreign.entries()) {
      const answer = await call(a, path, input)
      // Echoing the ids that were asked for shows nothing; the mark is in every text of theirs.
      expect(shows(answer, b).filter((secret) => !JSON.stringify(input ?? '').includes(secret))).toEqual([])
      const toNobody = await call(a, path, random[index])
      if (incomparable) continue
      expect(answer.ok ? 'ok' : answer.code).toBe(toNobody.ok ? 'ok' : toNobody.code)
    }
    expect(await rowsOf(server, b.user.id)).toEqual(before)
    const fresh = await createTenant(server, 'a')
    for (const input of inputs(fresh.ids, fresh).slice(0, 1)) {
      const answer = await call(fresh, path, input)
      expect(answer, JSON.stringify(answer)).toMatchObject({ ok: ownRefused !== true })
    }
  })

  it('refuses whoever is not signed in', async () => {
    if (isPublic(path)) return
    const procedure = path
      .split('.')
      .reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], server.callerFor(null))
    const refused = async () => {
      const result = await (procedure as (input: unknown) => Promise<unknown>)(inputs(somebody.ids, somebody)[0])
      if (isStream(result)) await result[Symbol.asyncIterator]().next()
    }
    await expect(refused()).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })
})

const isPublic = (path: string): boolean => path === 'me.get'

describe('live updates', () => {
  it('bring one tenant nothing of what happens to another meanwhile', async () => {
    const [a, b] = [await createTenant(server, 'a'), await createTenant(server, 'b')]
    const stop = new AbortController()
    const stream = await server.callerFor(a.user, {}, stop.signal).live.updates(undefined)
    const iterator = stream[Symbol.asyncIterator]()
    await iterator.next()
    const next = iterator.next()
    await b.user.api.tasks.create({ mutationId: crypto.randomUUID(), task: { title: b.mark } })
    server.application.services.live.wake(a.user.id)
    const mine = await a.user.api.tasks.create({ mutationId: crypto.randomUUID(), task: { title: 'mine' } })
    const { value } = await next
    const text = JSON.stringify(value)
    expect(text).toContain(mine.tasks[0]?.id)
    expect(text).not.toContain(b.user.id)
    stop.abort()
    await iterator.return?.()
  })
})
