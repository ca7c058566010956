import { inTrace, nextTraceparent } from '../../process/trace.ts'
import { webLog } from './configuration.ts'

/**
 * The `traceparent` under which a call is passed on: that of its `headers`, else the first of a new trace. A change is
 * told in the log, the first of the lines by which it is followed through the processes; reading only at level debug.
 */
export function beginTrace({
  method,
  pathname,
  headers,
}: {
  method: string
  pathname: string
  headers: Headers
}): string {
  const traceparent = nextTraceparent(headers.get('traceparent') ?? undefined)
  const level = method === 'POST' ? 'info' : 'debug'
  inTrace(traceparent, () => webLog()[level]({ method, route: loggedRoute(pathname) }, 'call passed on'))
  return traceparent
}

/** What a log may tell of a path: names of procedures, else its first part, as what follows may be a secret. */
export function loggedRoute(pathname: string): string {
  if (/^\/api\/trpc\/([a-z]{1,20}\.[A-Za-z]{1,30},?){1,20}$/.test(pathname)) return pathname
  return `/api/${/^\/api\/([a-z-]{1,20})(\/|$)/.exec(pathname)?.[1] ?? ''}*`
}
