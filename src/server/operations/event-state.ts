import type { AppId, Topic } from '../../domain/topology.ts'

/** A consumer of a topic: how many of its events it has still to handle, and how many replicas share that work now. */
export type ConsumerState = { topic: Topic; consumer: AppId; lag: number; members: number }

/** An event that its consumer gave up. What it carries is ids alone; the envelope itself is not told. */
export type DeadLetterSummary = {
  id: string
  topic: Topic
  at: Date
  /** Type of the event; null where that could not be read. */
  type: string | null
  /** Why it was given up, as far as it can be told. */
  reason: string | null
  /** Whether it is about to be delivered again. */
  replayRequested: boolean
}

/** What of the events an operator asks for. Everything rejects with `unavailable` where nobody answers. */
export type EventState = {
  consumers(): Promise<ConsumerState[]>
  deadLetterCounts(): Promise<{ topic: Topic; count: number }[]>
  /** Newest first. */
  deadLetters(limit: number): Promise<DeadLetterSummary[]>
  /** Has one be delivered again, or all; how many. Consumers know what they have done, so none does anything twice. */
  replay(which: string): Promise<number>
  /** Lets go of the broker, where there is one. */
  close?(): Promise<void>
}
