import type { Message } from '../../../domain/message.ts'
import type { Notice } from './notice.ts'

type WebhookOptions = { deliveryId: string; url: string; secret: string; appUrl: string; at: string }

const types = { reminder: 'reminder.due', morning: 'digest.morning', test: 'test' } as const satisfies Record<
  Notice['kind'],
  string
>

/** A notice as Standard Webhooks has it: `type`, `timestamp` and `data`. */
export function webhookMessage(notice: Notice, { deliveryId, url, secret, appUrl, at }: WebhookOptions): Message {
  const tasks = notice.tasks.map(({ taskId, title, dueAt }) => ({
    id: taskId,
    title,
    dueAt,
    url: new URL(`/?task=${taskId}`, appUrl).href,
  }))
  const body = JSON.stringify({ type: types[notice.kind], timestamp: at, data: { tasks } })
  return { channel: 'webhook', url, secret, id: deliveryId, body }
}
