import { type Message, type MessageLog, readBatch } from './message-log.ts'

type PartitionConsumerOptions = {
  log: Pick<MessageLog, 'read' | 'head'>
  topic: Message['topic']
  partition: number
  /** The last position this consumer is done with. */
  position: number
  /** Resolves when the message is settled for good; rejects only by the signal. */
  handle: (message: Message, signal: AbortSignal) => Promise<void>
  onSettled: (position: number) => void
  /** Waits before reading again after a failed read. */
  pause: (signal: AbortSignal) => Promise<void>
}

export type PartitionConsumer = {
  /** Hands over a message just appended, in order. */
  offer(message: Message): void
  /** Stops after the message under way, which is abandoned if it does not settle by itself in time. */
  close(): Promise<void>
}

/** More than this in memory, and the consumer reads from the log once it has caught up. */
const maxBuffered = 1_000

/** Handles one partition's messages one after the other: from memory while it keeps up, else from the log. */
export function startPartitionConsumer(options: PartitionConsumerOptions): PartitionConsumer {
  const { log, topic, partition, handle, onSettled, pause } = options
  const closing = new AbortController()
  let { position } = options
  let buffer: Message[] = []
  let behind = log.head(topic, partition) > position
  let wake = () => {}

  const refill = async () => {
    const head = log.head(topic, partition)
    const messages = await log.read(topic, partition, position).catch(() => undefined)
    if (messages === undefined) return pause(closing.signal)
    buffer = messages
    const last = messages.at(-1)?.position ?? position
    // A batch that is not full reaches at least what the head was before; positions between may be missing.
    const reached = messages.length < readBatch ? Math.max(head, last) : last
    if (messages.length === 0) position = reached
    // No await between looking at the head and deciding: what is appended from here on is offered.
    behind = log.head(topic, partition) > reached
  }
  const run = async () => {
    while (!closing.signal.aborted) {
      const message = buffer.shift()
      if (message !== undefined) {
        // A read may have seen what was then offered as well.
        if (message.position <= position) continue
        await handle(message, closing.signal)
        position = message.position
        onSettled(position)
      } else if (behind) {
        await refill()
      } else {
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
    }
  }
  const running = run().catch((error: unknown) => {
    if (!closing.signal.aborted) throw error
  })
  return {
    offer(message) {
      if (behind || buffer.length >= maxBuffered) behind = true
      else buffer.push(message)
      wake()
    },
    async close() {
      closing.abort()
      wake()
      await running
    },
  }
}
