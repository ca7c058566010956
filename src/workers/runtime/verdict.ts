import { errorTable, toAppError } from '../../domain/errors.ts'

/**
 * What the sidecar is told of an event. `BUSY` is a retry that says nothing about the event: what it needs is not
 * there now, so it is answered as 503 and waits as long as that lasts, while the last of many `RETRY` is a `DROP`.
 */
export type Verdict = 'SUCCESS' | 'RETRY' | 'DROP' | 'BUSY'

/** The verdict on an event whose handler threw `error`. */
export function verdictOn(error: unknown): Exclude<Verdict, 'SUCCESS'> {
  const { code } = toAppError(error)
  if (code === 'unavailable') return 'BUSY'
  return errorTable[code].verdict === 'drop' ? 'DROP' : 'RETRY'
}
