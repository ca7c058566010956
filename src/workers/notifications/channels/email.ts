import { createTransport } from 'nodemailer'
import type { SendingOutcome } from '../../../domain/message.ts'
import type { Sender } from './sender.ts'

/** A mail server that takes longer is away. */
const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 20_000 }

/** Hands mail to the installation's mail server. `from` undefined: there is none. */
export function emailSender(from: string | undefined): Sender<'email'> {
  return async ({ to, subject, text, html, messageId, unsubscribe }, secret) => {
    const url = from === undefined ? '' : await secret('smtp-url')
    if (from === undefined || url === '')
      return { outcome: 'refused', detail: 'This server has no mail server set up.' }
    const transport = createTransport({ url, ...timeouts, disableFileAccess: true, disableUrlAccess: true })
    const leaving =
      unsubscribe === null
        ? {}
        : { 'List-Unsubscribe': `<${unsubscribe}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' }
    const headers = { 'Auto-Submitted': 'auto-generated', ...leaving }
    try {
      await transport.sendMail({ from, to, subject, text, html, messageId, headers })
      return { outcome: 'delivered' }
    } catch (error) {
      return outcomeOf(error)
    } finally {
      transport.close()
    }
  }
}

// The server's own words may quote the address: only what kind of refusal it was is told.
function outcomeOf(error: unknown): SendingOutcome {
  const { code, responseCode } = (error instanceof Error ? error : {}) as { code?: unknown; responseCode?: unknown }
  if (code === 'EAUTH') return { outcome: 'failed', detail: 'The mail server refused this server’s password.' }
  if (typeof responseCode === 'number' && responseCode >= 500)
    return { outcome: 'refused', detail: `The mail server refused it for good (${responseCode}).` }
  if (typeof responseCode === 'number')
    return { outcome: 'failed', detail: `The mail server put it off (${responseCode}).` }
  return { outcome: 'failed', detail: 'The mail server could not be reached.' }
}
