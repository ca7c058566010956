/**
 * App-ids, topics, components, schedules and routes: read by the processes, by the local sidecar and by infra alike.
 */
export const appIds = ['web', 'server', 'notifications', 'recurring'] as const
export type AppId = (typeof appIds)[number]

/** Dapr component names. */
export const components = { pubsub: 'pubsub', state: 'statestore', secrets: 'secrets' } as const

/** How a topic is kept: each partition up to that age and that size, whichever comes first. */
type TopicShape = { partitions: number; retentionHours: number; retentionBytes: number }

/**
 * Partition counts are fixed for good: changing one would break the order of a key's events. What waits longer than the
 * retention is lost to its consumer; wake-ups are worth nothing after a day.
 */
export const topics = {
  'task-events': { partitions: 12, retentionHours: 168, retentionBytes: 268_435_456 },
  reminders: { partitions: 12, retentionHours: 168, retentionBytes: 268_435_456 },
  // Apart from reminders: a webhook that keeps its caller waiting must not hold up what is shown in the app.
  deliveries: { partitions: 12, retentionHours: 24, retentionBytes: 67_108_864 },
  'task-updates': { partitions: 12, retentionHours: 24, retentionBytes: 67_108_864 },
} as const satisfies Record<string, TopicShape>
export type Topic = keyof typeof topics
export const topicNames = Object.keys(topics) as Topic[]

/** Every dead-letter topic; nothing relies on their order. */
export const deadLetterShape: TopicShape = { partitions: 1, retentionHours: 720, retentionBytes: 268_435_456 }

/** Where an event of `topic` goes when its consumer drops it or runs out of retries. */
export const deadLetterTopic = (topic: Topic): `${Topic}-dead` => `${topic}-dead`

/** A declarative subscription: `app` receives `topic` by POST at `route`. */
export type Subscription = { app: AppId; topic: Topic; route: string; match?: readonly string[] }
export const subscriptions: readonly Subscription[] = [
  { app: 'notifications', topic: 'reminders', route: '/events/reminders' },
  { app: 'notifications', topic: 'deliveries', route: '/events/deliveries' },
  { app: 'recurring', topic: 'task-events', route: '/events/task-events' },
]

/** The one app that publishes; the others only give up events to dead letters. */
export const publisher: AppId = 'server'

/** Apps that keep leases, and what they have sent already, in the state store. */
export const stateUsers: readonly AppId[] = ['notifications', 'recurring']

/**
 * Live updates: every replica of `app` must hear of each event of `topic` (a broadcast, unlike a subscription).
 * With a broker the replica reads it by kafkajs; without one the local sidecar posts it to `route`.
 */
export const wakeUp = { app: 'server', topic: 'task-updates', route: '/events/wake-up' } as const

/** Cron bindings: daprd posts to `/${name}` of each replica; `schedule` is a Dapr cron expression in UTC. */
export const schedules = [
  { name: 'reminder-sweep', app: 'server', schedule: '@every 1s' },
  { name: 'purge-expired', app: 'server', schedule: '@every 10m' },
] as const satisfies readonly { name: string; app: AppId; schedule: string }[]

/** Routes of `server` that other apps call by service invocation, with the apps that may. */
export const invocations = {
  planReminders: { route: '/internal/reminders/plan', callers: ['notifications'] },
  reportDeliveries: { route: '/internal/deliveries/report', callers: ['notifications'] },
  openDelivery: { route: '/internal/deliveries/open', callers: ['notifications'] },
  settleDelivery: { route: '/internal/deliveries/settle', callers: ['notifications'] },
  advanceSeries: { route: '/internal/series/advance', callers: ['recurring'] },
} as const satisfies Record<string, { route: string; callers: readonly AppId[] }>
export type Invocation = keyof typeof invocations

/** Paths of `server` that `web` passes on from browsers. */
export const publicPrefix = '/api/'

/** The outbox is published by shards of users; one advisory lock each. Stored with every row, so fixed for good. */
export const outboxShards = 16

/** Probe and metrics routes of every process. */
export const probes = { live: '/healthz', ready: '/readyz', metrics: '/metrics' } as const

/** The databases of an installation: the app's, and that of the sidecars' state. */
export const databases = { app: 'todo', sidecar: 'todo_sidecar' } as const

/** The database roles by what they are for; the migrations grant rights to them by these names. */
export const databaseRoles = {
  migrator: 'todo_migrator',
  app: 'todo_app',
  auth: 'todo_auth',
  system: 'todo_system',
  sidecar: 'todo_sidecar',
} as const
export type DatabaseRole = keyof typeof databaseRoles
