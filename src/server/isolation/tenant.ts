import { randomUUID } from 'node:crypto'
import type { TestServer, TestUser } from '../testing/create-test-server.ts'

/** A user with something of every kind; every text of theirs contains `mark`. */
export type Tenant = {
  user: TestUser
  mark: string
  /** What procedures may be pointed at. */
  ids: Ids
}
export type Ids = {
  task: string
  series: string
  doneTask: string
  change: string
  notification: string
  conversation: string
  message: string
  confirmation: string
  accessToken: string
  import: string
  destination: string
  taskCursor: string | undefined
  notificationCursor: string | undefined
}

const mutation = () => ({ mutationId: randomUUID() })

export async function createTenant(server: TestServer, name: string): Promise<Tenant> {
  const user = await server.createUser()
  const mark = `secret-${name}`
  const make = async (task: object) => {
    const { tasks, changeId } = await user.api.tasks.create({
      ...mutation(),
      task: { title: `Plan ${mark}`, notes: mark, tags: [mark], ...task },
    })
    return { id: tasks[0]?.id ?? '', changeId }
  }
  const reminders = [{ kind: 'absolute' as const, at: '2099-01-01T00:00:00Z' }]
  const task = await make({ reminders })
  const series = await make({ due: { date: '2099-01-01', time: null }, recurrence: { rule: 'FREQ=DAILY' } })
  const done = await make({})
  await user.api.tasks.complete({ ...mutation(), target: { id: done.id } })
  const rows = {
    notification: randomUUID(),
    conversation: randomUUID(),
    message: randomUUID(),
    confirmation: randomUUID(),
    accessToken: randomUUID(),
    import: randomUUID(),
    destination: randomUUID(),
  }
  await insertRows(server, { userId: user.id, mark, taskId: task.id, ...rows })
  const page = await user.api.tasks.list({ limit: 1 })
  const notifications = await user.api.notifications.list({ limit: 1 })
  return {
    user,
    mark,
    ids: {
      task: task.id,
      series: series.id,
      doneTask: done.id,
      change: task.changeId,
      ...rows,
      taskCursor: page.nextCursor ?? undefined,
      notificationCursor: notifications.nextCursor ?? undefined,
    },
  }
}

/** Ids nobody has. */
export function randomIds(): Ids {
  const [task, series, doneTask, change, notification, conversation, message, confirmation, accessToken] = Array.from(
    { length: 9 },
    () => randomUUID(),
  )
  const ids = { task, series, doneTask, change, notification, conversation, message, confirmation, accessToken }
  return {
    ...(ids as Record<keyof typeof ids, string>),
    import: randomUUID(),
    destination: randomUUID(),
    taskCursor: 'bm9uc2Vuc2U',
    notificationCursor: 'bm9uc2Vuc2U',
  }
}

type Inserted = {
  userId: string
  mark: string
  taskId: string
  notification: string
  conversation: string
  message: string
  confirmation: string
  accessToken: string
  import: string
  destination: string
}

// What other processes make, or what would take a whole conversation to come by.
async function insertRows(server: TestServer, { userId, mark, taskId, ...rows }: Inserted): Promise<void> {
  const tasks = JSON.stringify([{ taskId, title: mark, dueAt: null }])
  for (const id of [rows.notification, randomUUID()])
    await server.query(
      `INSERT INTO app.notification (id, user_id, kind, tasks, fire_at) VALUES ($1, $2, 'reminder', $3, now())`,
      [id, userId, tasks],
    )
  await server.query(
    `INSERT INTO app.delivery (id, user_id, key, channel, reminders, detail) VALUES ($1, $2, $3, 'in-app', '[]', $3)`,
    [randomUUID(), userId, mark],
  )
  await server.query('INSERT INTO app.conversation (id, user_id, title) VALUES ($1, $2, $3)', [
    rows.conversation,
    userId,
    mark,
  ])
  await server.query(
    `INSERT INTO app.message (id, user_id, conversation_id, role, text) VALUES ($1, $2, $3, 'user', $4)`,
    [rows.message, userId, rows.conversation, mark],
  )
  await server.query(
    `INSERT INTO app.confirmation (id, user_id, conversation_id, command, expires_at) VALUES ($1, $2, $3, $4, now() + interval '5 min')`,
    [rows.confirmation, userId, rows.conversation, JSON.stringify({ mark })],
  )
  await server.query(
    `INSERT INTO auth.access_token (id, user_id, name, token_hash, scopes, expires_at) VALUES ($1, $2, $3, gen_random_uuid()::text, '{read}', now() + interval '1 day')`,
    [rows.accessToken, userId, mark],
  )
  await server.query(
    `INSERT INTO app.import_entry (user_id, source, key, task_id, import_id) VALUES ($1, 'todoist', $2, $3, $4)`,
    [userId, mark, taskId, rows.import],
  )
  await server.query(
    `INSERT INTO app.destination (id, user_id, kind, label, target) VALUES ($1, $2, 'webhook', $3, $4)`,
    [rows.destination, userId, mark, JSON.stringify({ url: `https://example.test/${mark}` })],
  )
  await server.query('INSERT INTO auth.calendar_feed (user_id, token_hash) VALUES ($1, gen_random_uuid()::text)', [
    userId,
  ])
  await server.query('INSERT INTO app.model_usage (user_id, day) VALUES ($1, current_date)', [userId])
}

const tables = [
  'profile',
  'task',
  'reminder',
  'notification',
  'delivery',
  'destination',
  'conversation',
  'message',
  'confirmation',
  'mutation',
  'undo_entry',
  'outbox',
  'model_usage',
  'import_entry',
] as const
export const tenantTables: readonly string[] = tables

/** Every row a user has, to see whether anything of it was changed. Publishing is no change. */
export async function rowsOf(server: TestServer, userId: string): Promise<Record<string, unknown[]>> {
  const all: Record<string, unknown[]> = {}
  for (const table of tables) {
    const rows = await server.query<{ row: Record<string, unknown> }>(
      `SELECT to_jsonb(t) AS row FROM app.${table} t WHERE user_id = $1 ORDER BY t::text`,
      [userId],
    )
    all[table] = rows.map(({ row: { published_at: _, ...row } }) => row)
  }
  for (const table of ['user', 'session', 'account', 'access_token', 'calendar_feed']) {
    const column = table === 'user' ? 'id' : 'user_id'
    const rows = await server.query<{ row: unknown }>(
      `SELECT to_jsonb(t) AS row FROM auth."${table}" t WHERE ${column} = $1 ORDER BY t::text`,
      [userId],
    )
    all[table] = rows.map(({ row }) => row)
  }
  return all
}
