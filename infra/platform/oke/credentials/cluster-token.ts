import type { Signer } from './sign.ts'
import { signedHeaders } from './sign.ts'

/** Oracle takes a token for four minutes after its date. */
const lifetimeMs = 4 * 60_000

export type TokenRequest = { region: string; clusterId: string; date: Date }

/**
 * What a client shows the Kubernetes API of a cluster: a signed request that the cluster sends on to Oracle to learn who
 * asks, as base64url.
 */
export function clusterToken(signer: Signer, { region, clusterId, date }: TokenRequest): string {
  const url = new URL(`https://containerengine.${region}.oraclecloud.com/cluster_request/${clusterId}`)
  const headers = signedHeaders(signer, { method: 'GET', url, date: date.toUTCString() })
  url.search = new URLSearchParams({ authorization: headers.authorization ?? '', date: headers.date ?? '' }).toString()
  return Buffer.from(url.href).toString('base64url')
}

/** The answer of an exec plugin to client-go, which asks again when the token has expired. */
export function execCredential(signer: Signer, request: TokenRequest): object {
  return {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    kind: 'ExecCredential',
    status: {
      token: clusterToken(signer, request),
      expirationTimestamp: new Date(request.date.getTime() + lifetimeMs).toISOString(),
    },
  }
}
