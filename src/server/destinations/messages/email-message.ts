import type { Message } from '../../../domain/message.ts'
import { dueWords, headingOf, type Notice, type NoticeTask, type Reader } from './notice.ts'

type EmailOptions = {
  deliveryId: string
  to: string
  appUrl: string
  /** What turns mail to this address off. */
  unsubscribeToken: string
  reader: Reader
}

type Email = Extract<Message, { channel: 'email' }>

/** A notice as mail, in plain text and as simple HTML. Its Message-ID is the same at every try. */
export function emailMessage(notice: Notice, options: EmailOptions): Email {
  const { deliveryId, to, appUrl, unsubscribeToken, reader } = options
  const heading = headingOf(notice)
  const [only] = notice.tasks
  const subject = notice.kind === 'reminder' && notice.tasks.length === 1 && only ? `Reminder: ${only.title}` : heading
  const lines = notice.tasks.map((task) => ({ ...task, due: dueWords(task.dueAt, reader) }))
  const leave = new URL(`/unsubscribe?token=${unsubscribeToken}`, appUrl).href
  const said = notice.kind === 'test' ? 'Mail from your task list reaches you.' : null
  const text = [
    heading,
    '',
    ...(said === null ? [] : [said]),
    ...lines.map(({ title, due }) => `- ${title}${due === '' ? '' : ` (due ${due})`}`),
    '',
    `Open your tasks: ${appUrl}`,
    '',
    `No more mail like this: ${leave}`,
  ].join('\n')
  const items = lines.map((line) => taskHtml(line, appUrl)).join('')
  const body = said === null ? `<ul style="padding-left:20px">${items}</ul>` : `<p>${escaped(said)}</p>`
  const html = page(`<h1 style="font-size:18px;margin:0 0 12px">${escaped(heading)}</h1>${body}
<p><a href="${escaped(appUrl)}" style="color:#0f766e">Open your tasks</a></p>
<p style="color:#6b6b66;font-size:13px;margin-top:32px"><a href="${escaped(leave)}" style="color:#6b6b66">No more mail like this</a></p>`)
  const unsubscribe = new URL(`/api/unsubscribe?token=${unsubscribeToken}`, appUrl).href
  return {
    channel: 'email',
    to,
    subject: subject.slice(0, 200),
    text,
    html,
    messageId: idOf(deliveryId, appUrl),
    unsubscribe,
  }
}

type CodeOptions = Pick<EmailOptions, 'deliveryId' | 'to' | 'appUrl'> & { code: string; minutes: number }

/** Mail with the code that confirms an address. Whoever did not ask for it has to do nothing. */
export function codeMessage({ deliveryId, to, appUrl, code, minutes }: CodeOptions): Email {
  const why = `Somebody, probably you, wants reminders of ${new URL(appUrl).host} sent to this address. Enter this code there to confirm it, within ${minutes} minutes:`
  const otherwise = 'If it was not you, do nothing: without the code no mail is sent here.'
  return {
    channel: 'email',
    to,
    subject: `${code} confirms your e-mail address`,
    text: [why, '', code, '', otherwise].join('\n'),
    html: page(
      `<p>${escaped(why)}</p><p style="font-size:28px;letter-spacing:6px;font-weight:600;margin:20px 0">${code}</p><p>${otherwise}</p>`,
    ),
    messageId: idOf(deliveryId, appUrl),
    unsubscribe: null,
  }
}

function taskHtml({ taskId, title, due }: NoticeTask & { due: string }, appUrl: string): string {
  const address = escaped(new URL(`/?task=${taskId}`, appUrl).href)
  const when = due === '' ? '' : `<br><span style="color:#6b6b66">due ${escaped(due)}</span>`
  return `<li style="margin-bottom:8px"><a href="${address}" style="color:#1c1c1a">${escaped(title)}</a>${when}</li>`
}

const page = (content: string): string =>
  `<!doctype html><html lang="en"><body style="font-family:system-ui,sans-serif;color:#1c1c1a;max-width:560px;margin:0 auto;padding:24px;line-height:1.5">${content}</body></html>`

const idOf = (deliveryId: string, appUrl: string): string => `<${deliveryId}@${new URL(appUrl).hostname}>`

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character] ?? character)
