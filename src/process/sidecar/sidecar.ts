import type { AppEvent } from '../../domain/events.ts'
import type { InvocationRequest, InvocationResponse } from '../../domain/invocation.ts'
import type { Invocation, Topic } from '../../domain/topology.ts'

export type CallOptions = { signal?: AbortSignal | undefined }

/** An event to publish, with the trace it belongs to where that is not the one under way. */
export type TracedEvent = AppEvent & { traceparent?: string | undefined }

/** An event that the broker did not take; the others of its batch it did. */
export type FailedEvent = { id: string; reason: string }

/** `etag`: only if the stored value is still that one; null: only if there is none yet; absent: last write wins. */
export type StateWrite = { etag?: string | null; ttlSeconds?: number }

/**
 * What a process asks of its Dapr sidecar, as part of the trace under way. Every call has a time-out and rejects with an AppError: `unavailable` where
 * the sidecar did not answer or failed, otherwise the code the other side gave. Nothing resolves unless it was done.
 */
export type Sidecar = {
  /** Resolves when the broker has the event. Its id and type become the envelope's, its user id the partition key. */
  publish(event: TracedEvent): Promise<void>
  /** In the order given, all of one topic; resolves with the events that were not taken (empty when all were). */
  publishBulk(topic: Topic, events: readonly TracedEvent[], options?: CallOptions): Promise<FailedEvent[]>
  /** Calls a route of `server`; request and response are parsed by the schemas of domain/invocation.ts. */
  invoke<I extends Invocation>(
    name: I,
    request: InvocationRequest<I>,
    options?: CallOptions,
  ): Promise<InvocationResponse<I>>
  getState(key: string): Promise<{ value: unknown; etag: string } | null>
  saveState(key: string, value: unknown, write?: StateWrite): Promise<'saved' | 'conflict'>
  /** Deleting what is not there counts as deleted. */
  deleteState(key: string, write?: { etag?: string }): Promise<'deleted' | 'conflict'>
  /** A secret this app may read; rejects when there is none. */
  getSecret(name: string): Promise<string>
  /** Rejects when the sidecar's components are not ready; for readiness probes. */
  check(signal: AbortSignal): Promise<void>
  /** Resolves when `check` does; rejects with the signal's reason when it is aborted before. */
  waitUntilReady(signal: AbortSignal): Promise<void>
  close(): Promise<void>
}
