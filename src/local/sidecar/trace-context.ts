import { randomBytes } from 'node:crypto'
import { traceIdOf } from '../../process/trace.ts'

/** A `traceparent` for the next hop: the same trace where `incoming` names one, else a new one. */
export function nextTraceparent(incoming: string | undefined): string {
  const random = randomBytes(24).toString('hex')
  return `00-${traceIdOf(incoming) ?? random.slice(16)}-${random.slice(0, 16)}-01`
}
