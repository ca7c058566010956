import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'

const traceparentPattern = /^00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/

const current = new AsyncLocalStorage<string | undefined>()

/** The trace id inside a W3C `traceparent` header, if the header is well-formed. */
export function traceIdOf(traceparent: string | undefined): string | undefined {
  return traceparent === undefined ? undefined : traceparentPattern.exec(traceparent)?.[1]
}

/** Runs `work` as part of a trace: its log lines, calls of the sidecar and events carry it. A malformed one is none. */
export function inTrace<T>(traceparent: string | undefined, work: () => T): T {
  return current.run(traceIdOf(traceparent) === undefined ? undefined : traceparent, work)
}

/** The `traceparent` of what runs at the moment. */
export const currentTrace = (): string | undefined => current.getStore()

/** A `traceparent` for the next hop: the same trace where `incoming` names one, else a new one. */
export function nextTraceparent(incoming: string | undefined): string {
  const random = randomBytes(24).toString('hex')
  return `00-${traceIdOf(incoming) ?? random.slice(16)}-${random.slice(0, 16)}-01`
}
