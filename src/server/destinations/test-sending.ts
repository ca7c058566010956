import { randomUUID } from 'node:crypto'
import type { InvocationRequest } from '../../domain/invocation.ts'
import type { Message, SendingOutcome } from '../../domain/message.ts'
import type { TestServer, TestUser } from '../testing/create-test-server.ts'
import { fire, invoke, published } from '../testing/sidecar-calls.ts'

type Due = InvocationRequest<'openDelivery'>

/** What the notifications worker does, step by step, on a real server. */
export function createSendingUser(server: TestServer, user: TestUser) {
  const mutation = () => ({ mutationId: randomUUID() })
  let seen = 0
  const events = () => server.sidecar.of('delivery.due', user.id)
  return {
    mutation,
    /** A task with a reminder that is due, told in the app. */
    async remind(title = 'Call mum', task: { priority?: 'urgent' } = {}) {
      const reminders = [{ kind: 'absolute' as const, at: new Date(Date.now() + 3_600_000).toISOString() }]
      const made = await user.api.tasks.create({ ...mutation(), task: { title, reminders, ...task } })
      await server.query(
        `UPDATE app.reminder SET fire_at = now() - interval '1 second' WHERE user_id = $1 AND status = 'pending'`,
        [user.id],
      )
      const before = server.sidecar.of('reminder.due', user.id).length
      await fire(server, 'reminder-sweep')
      const event = await published(server, { type: 'reminder.due', userId: user.id, seen: before })
      const { reminders: claimed } = event.data
      const plan = await invoke(server, 'planReminders', { userId: user.id, eventId: event.id, reminders: claimed })
      const deliveries = plan.deliveries.map(({ id }) => ({ id, outcome: 'delivered' as const }))
      await invoke(server, 'reportDeliveries', { userId: user.id, deliveries })
      return made.tasks[0]?.id ?? ''
    },
    /** What one sweep found due; none where it claimed nothing of this user. */
    async claim(): Promise<Due[]> {
      const { deliveries = 0 } = await fire(server, 'reminder-sweep')
      const mine = await server.query(
        `SELECT id FROM app.outbox WHERE user_id = $1 AND type = 'delivery.due' OFFSET $2`,
        [user.id, seen],
      )
      if (deliveries === 0 && mine.length === 0) return []
      const due: Due[] = []
      for (const _ of mine) {
        const event = await published(server, { type: 'delivery.due', userId: user.id, seen })
        seen += 1
        due.push(...event.data.deliveries.map((each) => ({ userId: user.id, ...each })))
      }
      return due
    },
    open: async (due: Due): Promise<Message | null> => (await invoke(server, 'openDelivery', due)).message,
    settle: async (due: Due, outcome: SendingOutcome) =>
      (await invoke(server, 'settleDelivery', { ...due, ...outcome })).status,
    /** Lets whatever waits be due now. */
    passTime: () =>
      server.query(`UPDATE app.delivery SET next_attempt_at = now() WHERE user_id = $1 AND status = 'waiting'`, [
        user.id,
      ]),
    list: () => user.api.destinations.list(),
    events,
  }
}

export type SendingUser = ReturnType<typeof createSendingUser>
