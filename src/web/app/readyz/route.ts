import { webConfiguration } from '../../hosting/configuration.ts'

export const dynamic = 'force-dynamic'

const timeoutMs = 2_000

/** Ready when the sidecar answers; whether the server behind it does is the server's own probe. */
export async function GET(): Promise<Response> {
  const { DAPR_HTTP_PORT: port, DAPR_API_TOKEN: token } = webConfiguration()
  const sidecar = await fetch(`http://127.0.0.1:${port}/v1.0/healthz/outbound`, {
    headers: token === undefined ? {} : { 'dapr-api-token': token },
    signal: AbortSignal.timeout(timeoutMs),
  }).then(
    ({ ok }) => ok,
    () => false,
  )
  return Response.json({ ready: sidecar, checks: { sidecar } }, { status: sidecar ? 200 : 503 })
}
