/** The sidecar that browser calls are handed to. */
export type Passage = { port: number; apiToken: string | undefined }

const method = '/v1.0/invoke/server/method'

// An encoded slash, backslash or dot could be decoded behind us and so leave /api/; no route of ours needs one.
const disguised = /%(2f|5c|2e)/i

/** Where a browser's `/api/…` goes: service invocation of `server`; null where the path must not pass. */
export function passageUrl({ port }: Passage, pathname: string, search: string): URL | null {
  if (!pathname.startsWith('/api/') || disguised.test(pathname)) return null
  return new URL(`http://127.0.0.1:${port}${method}${pathname}${search}`)
}

/**
 * The browser's headers without those that only the sidecar may be told, plus ours and the trace. The path names the app: were it also
 * named by `dapr-app-id`, the sidecar would take the whole path for the method.
 */
export function passageHeaders({ apiToken }: Passage, given: Headers, traceparent: string): Headers {
  const headers = new Headers(given)
  for (const name of [...headers.keys()]) {
    if (name.startsWith('dapr-') || name.startsWith('x-dapr-') || name === 'metadata.user-agent') headers.delete(name)
  }
  headers.set('traceparent', traceparent)
  if (apiToken !== undefined) headers.set('dapr-api-token', apiToken)
  return headers
}

/**
 * A call of the server by way of its sidecar that any running server answers quickly, be it that there is no such route.
 * It must be one that web may call: what is forbidden the sidecars refuse without asking the server.
 */
export function probeUrl({ port }: Passage): URL {
  return new URL(`http://127.0.0.1:${port}${method}/api/healthz`)
}
