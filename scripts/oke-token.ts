import { parseArgs } from 'node:util'
import { execCredential } from '../infra/platform/oke/credentials/cluster-token.ts'
import { loadSigner } from './oci/load-signer.ts'

/** The exec plugin of the kubeconfig: prints a token for an OKE cluster, signed with the API key of `~/.oci/config`. */

const { region, 'cluster-id': clusterId } = parseArgs({
  options: { region: { type: 'string' }, 'cluster-id': { type: 'string' } },
}).values

try {
  if (!region || !clusterId) throw new RangeError('Usage: oke-token.ts --region REGION --cluster-id OCID')
  console.log(JSON.stringify(execCredential(loadSigner().signer, { region, clusterId, date: new Date() })))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
