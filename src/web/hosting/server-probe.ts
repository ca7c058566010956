import { type Passage, probeUrl } from './api-passage.ts'
import { watchReachability } from './reachability.ts'

const probeTimeoutMs = 3_000

/** Any answer of the server counts, a refusal too; the sidecar itself answers 5xx where it cannot reach it. */
export function serverReachability(passage: Passage): () => Promise<boolean> {
  const headers: Record<string, string> = passage.apiToken === undefined ? {} : { 'dapr-api-token': passage.apiToken }
  const probe = async () => {
    const response = await fetch(probeUrl(passage), { headers, signal: AbortSignal.timeout(probeTimeoutMs) })
    await response.body?.cancel()
    return response.status < 500
  }
  return watchReachability({ probe, now: () => performance.now(), freshMs: 1_000 })
}
