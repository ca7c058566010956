import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { StartFailure } from '../start-failure.ts'
import type { ApiClient } from './api-client.ts'
import { demoTasks } from './demo-tasks.ts'

export type DemoUser = { email: string; password: string }

type DemoOptions = { api: ApiClient; password: string; timeZone: string; now: Date }

const email = 'demo@example.com'
const changeSchema = z.object({ tasks: z.array(z.object({ id: z.string(), version: z.number() })) })

/**
 * Makes a user with a month of tasks through the API; one who has tasks already keeps them as they are.
 *
 * @throws StartFailure where nobody may register, or the demo user has another password
 */
export async function makeDemo({ api, password, timeZone, now }: DemoOptions): Promise<DemoUser> {
  const user = { email, password }
  const known = await api.auth('/sign-in/email', user)
  if (known === undefined && (await api.auth('/sign-up/email', { ...user, name: 'Demo' })) === undefined) {
    throw new StartFailure(
      `The demo user ${email} can neither sign in nor register.`,
      'Set REGISTRATION=open, or start without --demo where that address has an account with a password of its own.',
    )
  }
  await api.mutate('me.updateSettings', { mutationId: randomUUID(), settings: { timeZone } })
  const statuses = ['open', 'done', 'skipped']
  const page = await api.query('tasks.list', { filter: { status: statuses }, limit: 1 })
  if (z.object({ items: z.array(z.unknown()) }).parse(page).items.length > 0) return user
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(now)
  for (const { task, done } of demoTasks(today, timeZone)) {
    const created = await api.mutate('tasks.create', { mutationId: randomUUID(), task })
    const [target] = changeSchema.parse(created).tasks
    if (done && target) {
      await api.mutate('tasks.complete', { mutationId: randomUUID(), target: { id: target.id } })
    }
  }
  return user
}
