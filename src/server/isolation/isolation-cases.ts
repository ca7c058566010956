import { createECDH, randomUUID } from 'node:crypto'
import type { Ids, Tenant } from './tenant.ts'

/**
 * How each procedure is tried: its inputs, for a caller and the ids they point at. Each is called with ids of their
 * own (which has to work for the first input), of another tenant and of nobody. A procedure without an entry fails the
 * suite.
 */
export type IsolationCase = {
  inputs: (ids: Ids, caller: Tenant) => unknown[]
  /** The answer does not depend on whose ids they are alone, so a foreign one need not look like nobody's. */
  incomparable?: true
  /** Refused for another reason than whose it is. */
  ownRefused?: true
}

const mutation = () => ({ mutationId: randomUUID() })
const onTask = (ids: Ids) => [{ ...mutation(), target: { id: ids.task } }]
/** An item under a key, as a part of an import. */
const importing = (importId: string, key: string) => ({
  ...mutation(),
  ...{ importId, source: 'todo-chatbot', bringBack: true },
  items: [
    {
      ...{ key, title: 'mine', notes: '', priority: 'none', tags: [], status: 'open', due: null, timeZone: 'UTC' },
      ...{ recurrence: null, series: null, reminders: [], createdAt: null, completedAt: null },
    },
  ],
})
export const deviceSubscription = (name: string) => ({
  endpoint: `https://push.example.test/${name}`,
  keys: { p256dh: createECDH('prime256v1').generateKeys('base64url'), auth: 'a'.repeat(22) },
})
const noInput: IsolationCase = { inputs: () => [undefined] }

export const isolationCases: Record<string, IsolationCase> = {
  'tasks.list': {
    inputs: (ids) => [
      {},
      { limit: 1, cursor: ids.taskCursor },
      { filter: { search: 'secret' } },
      { filter: { search: 'se' } },
      { filter: { tagsAny: ['secret-a', 'secret-b'] } },
      { filter: { due: 'any' }, sort: 'title' },
      { filter: { status: ['done'] }, sort: 'created', direction: 'desc' },
    ],
  },
  'tasks.byIds': { inputs: (ids) => [{ ids: [ids.task, ids.series, ids.doneTask] }] },
  'tasks.get': { inputs: (ids) => [{ id: ids.task }, { id: ids.doneTask }] },
  'tasks.counts': noInput,
  'tasks.previewRecurrence': {
    inputs: () => [{ rule: 'FREQ=DAILY', start: { date: '2027-01-01', time: null }, timeZone: 'UTC' }],
  },
  'tasks.create': {
    incomparable: true,
    // An id somebody else has must not be taken over; naming one's own again is refused as well.
    inputs: (ids) => [
      { ...mutation(), task: { title: 'mine' } },
      { ...mutation(), task: { title: 'mine', id: ids.task } },
    ],
  },
  'tasks.createMany': {
    incomparable: true,
    inputs: (ids) => [
      { ...mutation(), tasks: [{ title: 'mine' }, { title: 'mine too' }] },
      { ...mutation(), tasks: [{ title: 'mine' }, { title: 'mine', id: ids.task }] },
    ],
  },
  'tasks.update': {
    inputs: (ids) => [
      { ...mutation(), target: { id: ids.task }, patch: { title: 'taken over' } },
      {
        ...mutation(),
        target: { id: ids.series, version: 1 },
        patch: { due: { date: '2099-02-01', time: null } },
        scope: 'future',
      },
    ],
  },
  'tasks.complete': { inputs: onTask },
  'tasks.reopen': { inputs: (ids) => [{ ...mutation(), target: { id: ids.doneTask } }] },
  'tasks.skip': { inputs: (ids) => [{ ...mutation(), target: { id: ids.series } }] },
  'tasks.stopSeries': { inputs: (ids) => [{ ...mutation(), target: { id: ids.series } }] },
  'tasks.delete': { inputs: (ids) => [...onTask(ids), { ...mutation(), target: { id: ids.series, version: 1 } }] },
  'tasks.snooze': {
    inputs: (ids) => [
      { ...mutation(), target: { id: ids.task }, until: new Date(Date.now() + 3_600_000).toISOString() },
    ],
  },
  'tasks.bulk': {
    inputs: (ids) => [
      { ...mutation(), ids: [ids.task, ids.series], action: { kind: 'tag', add: ['taken'], remove: [] } },
      { ...mutation(), ids: [ids.task], action: { kind: 'complete' } },
      { ...mutation(), ids: [ids.task, ids.series], action: { kind: 'delete' } },
    ],
  },
  'changes.undo': { inputs: (ids) => [{ ...mutation(), changeId: ids.change }] },
  'changes.undoLatest': { incomparable: true, inputs: () => [mutation()] },
  // A cursor is a time and an id, no key to anything.
  'notifications.list': {
    incomparable: true,
    inputs: (ids) => [{}, { limit: 1, cursor: ids.notificationCursor }, { unreadOnly: true }],
  },
  'notifications.markRead': {
    inputs: (ids) => [
      { ...mutation(), ids: [ids.notification] },
      { ...mutation(), ids: 'all' },
    ],
  },
  'notifications.act': {
    inputs: (ids) => [{ ...mutation(), id: ids.notification, taskId: ids.task, action: 'done' }],
  },
  'destinations.list': noInput,
  'destinations.addPush': {
    incomparable: true,
    inputs: () => [{ ...mutation(), subscription: deviceSubscription(randomUUID()), label: 'mine' }],
  },
  'destinations.addEmail': {
    incomparable: true,
    inputs: () => [{ ...mutation(), address: `${randomUUID()}@example.test` }],
  },
  'destinations.confirmEmail': {
    ownRefused: true,
    inputs: (ids) => [{ ...mutation(), id: ids.destination, code: '000000' }],
  },
  'destinations.addWebhook': {
    incomparable: true,
    inputs: () => [{ ...mutation(), url: `https://example.test/${randomUUID()}` }],
  },
  'destinations.update': { inputs: (ids) => [{ ...mutation(), id: ids.destination, on: false, sends: [] }] },
  'destinations.remove': { inputs: (ids) => [{ ...mutation(), id: ids.destination }] },
  'destinations.test': { inputs: (ids) => [{ ...mutation(), id: ids.destination }] },
  'destinations.saveRules': {
    inputs: () => [{ ...mutation(), rules: { quiet: null, digest: { time: '08:00', days: [1] } } }],
  },
  'me.get': noInput,
  'me.updateSettings': { inputs: () => [{ ...mutation(), settings: { timeZone: 'Europe/Berlin' } }] },
  'me.upgradeGuest': {
    ownRefused: true,
    inputs: () => [{ ...mutation(), name: 'Mine', email: `${randomUUID()}@example.test`, password: 'a long password' }],
  },
  'me.export': noInput,
  'me.deleteAccount': { incomparable: true, inputs: (_, caller) => [{ ...mutation(), confirm: caller.user.email }] },
  'chat.conversations': noInput,
  // An id somebody else has must not be taken over.
  'chat.create': {
    incomparable: true,
    inputs: (ids) => [
      { ...mutation(), id: randomUUID(), title: 'mine' },
      { ...mutation(), id: ids.conversation },
    ],
  },
  'chat.rename': { inputs: (ids) => [{ ...mutation(), id: ids.conversation, title: 'taken over' }] },
  'chat.delete': { inputs: (ids) => [{ ...mutation(), id: ids.conversation }] },
  'chat.search': { inputs: () => [{ text: 'secret' }, { text: 'e' }] },
  'chat.messages': {
    inputs: (ids) => [{ conversationId: ids.conversation }, { conversationId: ids.conversation, before: ids.message }],
  },
  'chat.send': {
    inputs: (ids) => [
      { conversationId: ids.conversation, messageId: randomUUID(), text: 'show all my tasks' },
      { conversationId: ids.conversation, messageId: ids.message, text: 'show all my tasks' },
    ],
  },
  'chat.answer': {
    ownRefused: true,
    inputs: (ids) => [{ confirmationId: ids.confirmation, messageId: randomUUID(), accept: true }],
  },
  'tokens.list': noInput,
  // An id somebody else has must not be taken over; one's own answers with a fresh secret.
  'tokens.create': {
    incomparable: true,
    inputs: (ids) =>
      [randomUUID(), ids.accessToken].map((id) => ({ id, name: 'mine', scopes: ['read'], expiresInDays: 1 })),
  },
  'tokens.revoke': { inputs: (ids) => [{ ...mutation(), id: ids.accessToken }] },
  // There is no model in these tests; what it would tell is under row-level security.
  'model.get': noInput,
  // Keys are no secrets; what one has imported is told to oneself alone.
  'imports.check': { inputs: (ids) => [{ source: 'todo-chatbot', keys: [ids.task] }] },
  'imports.run': {
    incomparable: true,
    inputs: (ids) => [importing(ids.import, randomUUID()), importing(randomUUID(), ids.task)],
  },
  'imports.undo': { inputs: (ids) => [{ ...mutation(), importId: ids.import }] },
  'imports.recent': noInput,
  'calendar.get': noInput,
  // Whose feed an address opens is tried by calendar/calendar.test.ts.
  'calendar.create': { incomparable: true, inputs: () => [mutation()] },
  'calendar.revoke': { inputs: () => [mutation()] },
  'model.choose': { ownRefused: true, inputs: () => [{ ...mutation(), mode: 'never' }] },
  // Tenants are no administrators: nobody's business but theirs.
  'admin.overview': { ownRefused: true, inputs: () => [undefined] },
  'admin.replay': { ownRefused: true, inputs: () => [{ ...mutation(), which: 'all' }] },
  'live.updates': { inputs: () => [{ lastEventId: '0' }, { lastEventId: null }, undefined] },
}
