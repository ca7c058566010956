import { randomUUID } from 'node:crypto'
import { TRPCError } from '@trpc/server'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { AppError } from '../../domain/errors.ts'
import { limits } from '../../domain/limits.ts'
import { problemOf } from '../api/trpc.ts'
import { createTenant, rowsOf, type Tenant } from '../isolation/tenant.ts'
import { createTestServer, type TestServer } from '../testing/create-test-server.ts'

let server: TestServer
let tenant: Tenant
beforeAll(async () => {
  server = await createTestServer()
  tenant = await createTenant(server, 'a')
})
afterAll(() => server.close())

type Call = (input: never) => Promise<unknown>
const refusals = new Set([
  'invalid_input',
  'invalid_date',
  'unknown_time_zone',
  'invalid_recurrence',
  'limit_reached',
  'not_found',
  'not_recurring',
])

const told = (value: unknown): string => String(JSON.stringify(value)).slice(0, 300)

/** A refusal is typed, tells a sentence, and leaves everything as it was. */
async function expectRefused(call: Call, input: unknown): Promise<void> {
  const before = await rowsOf(server, tenant.user.id)
  const error = await call(input as never).then(
    (value) => expect.fail(`accepted ${told(input)}: ${told(value)}`),
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof TRPCError)) throw error
  const { code, message } = problemOf(error)
  expect(refusals, `${code} for ${told(input)}`).toContain(code)
  expect(message).toMatch(/^[A-Z“].{5,300}\.$/su)
  expect(message).not.toMatch(/undefined|\[object|Zod|SQL|prisma/i)
  expect(await rowsOf(server, tenant.user.id)).toEqual(before)
}

const badText = fc.oneof(
  fc.constant(''),
  fc.constant(' \t\n'),
  fc.constant('\u0000\u200b\u202e'),
  fc.constant('x'.repeat(limits.titleLength + 1)),
  fc.constant('x'.repeat(3_000)),
)
const notText = fc.oneof(fc.integer(), fc.boolean(), fc.constant(null), fc.constant([]), fc.constant({}))
const badDate = fc.oneof(
  fc.constantFrom(
    '2027-02-29',
    '2027-13-01',
    '2027-04-31',
    '0000-00-00',
    '1899-12-31',
    '2201-01-01',
    'tomorrow',
    '',
    '2027-1-1',
  ),
  fc.string(),
  notText,
)
const badTime = fc.oneof(fc.constantFrom('24:00', '9:00', '12:60', '12:00:00', 'noon', ''), fc.integer())
const badZone = fc.oneof(
  fc.constantFrom('Mars/Olympus', '+02:00', '', 'Europe', 'x'.repeat(101), "'; DROP TABLE app.task"),
  notText,
)
const badRule = fc.constantFrom(
  '',
  'FREQ=HOURLY',
  'FREQ=SECONDLY;BYSECOND=1',
  'DAILY',
  'FREQ=DAILY;COUNT=0',
  'FREQ=DAILY;INTERVAL=-1',
  'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
  'FREQ=WEEKLY;BYDAY=XX',
  `FREQ=DAILY;${'X'.repeat(600)}`,
)
const badInstant = fc.constantFrom(
  '2027-01-01',
  '2027-01-01T00:00',
  'now',
  '2027-02-30T00:00:00Z',
  '2027-01-01T00:00:00+02:00',
  '',
)
const badTag = fc.constantFrom('', '#', 'two words', 'x'.repeat(limits.tagLength + 1), '<b>', 'a,b', '\u0000')
const good = { date: '2098-06-01', time: null }

/** Fields of a task of which each is wrong by itself. */
const badField = fc.oneof(
  fc.record({ title: fc.oneof(badText, notText) }),
  fc.record({ notes: fc.oneof(fc.constant('x'.repeat(limits.notesLength + 1)), fc.integer()) }),
  fc.record({ priority: fc.oneof(fc.constantFrom('', 'HIGH', 'highest'), fc.integer(), fc.constant(null)) }),
  fc.record({
    tags: fc.oneof(
      badTag.map((tag) => [tag]),
      fc.constant(Array.from({ length: 1_000 }, (_, n) => `t${n}`)),
      fc.string(),
      fc.constant(null),
    ),
  }),
  fc.record({
    due: fc.oneof(
      badDate.map((date) => ({ date, time: null })),
      badTime.map((time) => ({ date: '2098-01-01', time })),
      fc.string(),
      fc.constant({ date: '2098-01-01' }),
    ),
  }),
  fc.record({ timeZone: badZone }),
  fc.record({ recurrence: badRule.map((rule) => ({ rule })), due: fc.constant(good) }),
  fc.record({ recurrence: fc.constant({ rule: 'FREQ=DAILY', basis: 'whenever' }), due: fc.constant(good) }),
  fc.record({ recurrence: fc.constant({ rule: 'FREQ=DAILY' }), due: fc.constant(null) }),
  fc.record({ recurrence: fc.constant({ rule: 'FREQ=DAILY;UNTIL=20200101' }), due: fc.constant(good) }),
  fc.record({
    reminders: fc.oneof(
      badInstant.map((at) => [{ kind: 'absolute', at }]),
      fc
        .constantFrom(-1, 1.5, limits.reminderLeadMinutes + 1, Number.NaN, '5')
        .map((minutesBefore) => [{ kind: 'relative', minutesBefore }]),
      fc.constant(
        Array.from({ length: limits.remindersPerTask + 1 }, (_, n) => ({ kind: 'relative', minutesBefore: n })),
      ),
      fc.constant([{ kind: 'sometime' }]),
    ),
    due: fc.constant(good),
  }),
  fc.record({ reminders: fc.constant([{ kind: 'relative', minutesBefore: 5 }]), due: fc.constant(null) }),
  fc.record({ nonsense: fc.string() }),
)
const runs = { numRuns: 60 }

it('create refuses what is wrong in any field', async () => {
  await fc.assert(
    fc.asyncProperty(badField, (field) =>
      expectRefused(tenant.user.api.tasks.create, { mutationId: randomUUID(), task: { title: 'Fine', ...field } }),
    ),
    runs,
  )
})

it('update refuses what is wrong in any field', async () => {
  await fc.assert(
    fc.asyncProperty(badField, fc.constantFrom('this', 'future'), (patch, scope) =>
      expectRefused(tenant.user.api.tasks.update, {
        mutationId: randomUUID(),
        target: { id: tenant.ids.task },
        patch,
        scope,
      }),
    ),
    runs,
  )
})

it('list refuses what is wrong in any filter', async () => {
  const badQuery = fc.oneof(
    fc.record({ limit: fc.constantFrom(0, -1, 1.5, limits.pageSize + 1, '10', Number.POSITIVE_INFINITY) }),
    fc.record({ sort: fc.constantFrom('id', 'due; DROP TABLE app.task', '', null) }),
    fc.record({ direction: fc.constantFrom('up', '', 1) }),
    fc.record({ cursor: fc.oneof(fc.string({ minLength: 1 }), fc.constant('x'.repeat(5_000)), fc.integer()) }),
    fc.record({ filter: fc.record({ status: fc.constantFrom([], ['deleted'], 'open', [1]) }) }),
    fc.record({
      filter: fc.record({
        due: fc.oneof(
          fc.constantFrom('yesterday', ''),
          badDate.map((from) => ({ from })),
        ),
      }),
    }),
    fc.record({ filter: fc.record({ completed: badInstant.map((from) => ({ from })) }) }),
    fc.record({
      filter: fc.record({
        tagsAny: fc.oneof(
          badTag.map((tag) => [tag]),
          fc.constant([]),
        ),
      }),
    }),
    fc.record({
      filter: fc.record({ search: fc.oneof(fc.constant('x'.repeat(limits.searchLength + 1)), fc.integer()) }),
    }),
    fc.record({ filter: fc.record({ nonsense: fc.integer() }) }),
  )
  await fc.assert(
    fc.asyncProperty(badQuery, (query) => expectRefused(tenant.user.api.tasks.list, query)),
    runs,
  )
})

it('every procedure of tasks refuses what has the wrong shape', async () => {
  const { tasks, changes, notifications } = tenant.user.api
  const calls: Call[] = [
    tasks.get,
    tasks.byIds,
    tasks.create,
    tasks.update,
    tasks.complete,
    tasks.reopen,
    tasks.skip,
    tasks.stopSeries,
    tasks.delete,
    tasks.snooze,
    tasks.bulk,
    tasks.previewRecurrence,
    changes.undo,
    changes.undoLatest,
    notifications.markRead,
    notifications.act,
  ]
  const anything = fc.oneof(
    fc.anything({ maxDepth: 2 }),
    fc.record({ mutationId: fc.string(), target: fc.anything({ maxDepth: 1 }) }),
  )
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...calls), anything, (call, input) => expectRefused(call, input)),
    { numRuns: 100 },
  )
})

it('any search text is answered, and any text of allowed length comes back as it was stored', async () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: limits.searchLength }),
    fc.constantFrom(
      '<script>alert(1)</script>',
      "Robert'); DROP TABLE app.task;--",
      '\\',
      '%',
      '_',
      '!',
      '&',
      ':*',
      '"',
      "''",
      '(',
      'a & | b',
      '-',
      '" or',
    ),
  )
  await fc.assert(
    fc.asyncProperty(text, async (search) => {
      await tenant.user.api.tasks.list({ filter: { search } })
      const created = await tenant.user.api.tasks
        .create({ mutationId: randomUUID(), task: { title: `x${search}`, notes: search } })
        .catch((error: unknown) => {
          // Composed characters can make a text longer than the limit.
          if (error instanceof TRPCError && !(error.cause instanceof AppError && error.cause.code === 'internal'))
            return null
          throw error
        })
      const [task] = created?.tasks ?? []
      if (task !== undefined) expect(await tenant.user.api.tasks.get({ id: task.id })).toEqual(task)
    }),
    runs,
  )
})
