import type { PushSubscriptionKeys } from '../../../domain/destination.ts'
import type { Message } from '../../../domain/message.ts'
import { derivedUuid } from '../../database/derived-uuid.ts'
import { dueWords, headingOf, type Notice, type Reader } from './notice.ts'

type PushOptions = { deliveryId: string; subscription: PushSubscriptionKeys; appUrl: string; reader: Reader }

/** Push services take 4,096 bytes of ciphertext; the rest of the payload has its share. */
const bodyBytes = 2_400
const titleBytes = 400

/**
 * What the service worker shows. With a single task it can be answered there: `answers` holds the ids under which the
 * answers count once, however often they are tapped or sent.
 */
export function pushMessage(notice: Notice, { deliveryId, subscription, appUrl, reader }: PushOptions): Message {
  const { kind, tasks, notificationId } = notice
  const [only] = tasks
  const single = kind === 'reminder' && tasks.length === 1 && only !== undefined
  const title = single ? only.title : headingOf(notice)
  const answerable = single && notificationId !== null
  const payload = {
    title: cut(title, titleBytes),
    body: cut(bodyOf(notice, reader), bodyBytes),
    tag: deliveryId,
    url: single ? `/?task=${only.taskId}` : '/',
    ...(answerable && {
      notificationId,
      taskId: only.taskId,
      answers: { done: derivedUuid(`${deliveryId}/done`), snooze: derivedUuid(`${deliveryId}/snooze`) },
    }),
  }
  const { endpoint, keys } = subscription
  const topic = deliveryId.replaceAll('-', '')
  return { channel: 'push', endpoint, keys, payload: JSON.stringify(payload), topic, subject: contactOf(appUrl) }
}

function bodyOf({ kind, tasks }: Notice, reader: Reader): string {
  if (kind === 'test') return 'Notifications reach this device.'
  const [only] = tasks
  if (tasks.length === 1 && only !== undefined && kind === 'reminder') {
    const due = dueWords(only.dueAt, reader)
    return due === '' ? 'Reminder' : `Due ${due}`
  }
  return tasks.map(({ title }) => `• ${title.slice(0, 120)}`).join('\n')
}

/** Push services refuse contacts that are neither https nor mail. */
function contactOf(appUrl: string): string {
  const { protocol, hostname } = new URL(appUrl)
  return protocol === 'https:' ? appUrl : `mailto:todo-chatbot@${hostname}`
}

/** The beginning of a text, `bytes` of UTF-8 at most, no character cut in two. */
function cut(text: string, bytes: number): string {
  const encoded = Buffer.from(text)
  if (encoded.length <= bytes) return text
  return `${encoded
    .subarray(0, bytes - 3)
    .toString()
    .replace(/\uFFFD$/, '')}…`
}
