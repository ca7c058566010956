import { webConfiguration } from './configuration.ts'

const timeoutMs = 2_000

/** Whether the sidecar answers; whether the server behind it does is the server's own probe. */
export async function sidecarAnswers(): Promise<boolean> {
  const { DAPR_HTTP_PORT: port, DAPR_API_TOKEN: token } = webConfiguration()
  return fetch(`http://127.0.0.1:${port}/v1.0/healthz/outbound`, {
    headers: token === undefined ? {} : { 'dapr-api-token': token },
    signal: AbortSignal.timeout(timeoutMs),
  }).then(
    ({ ok }) => ok,
    () => false,
  )
}
