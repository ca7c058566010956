import type { secretNames } from '../../../domain/environment.ts'
import type { Message, SendingOutcome } from '../../../domain/message.ts'

export type ReadSecret = (name: (typeof secretNames)['notifications'][number]) => Promise<string>

/** Sends by one channel. Resolves with how it ended; rejects only where a secret cannot be read. */
export type Sender<C extends Message['channel']> = (
  message: Extract<Message, { channel: C }>,
  secret: ReadSecret,
) => Promise<SendingOutcome>

export type Senders = { [C in Message['channel']]: Sender<C> }
