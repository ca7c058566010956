/** Where a cluster answers, and the authority that signed its certificate (base64). */
export type ClusterEndpoint = { server: string; authority: string }

/** The endpoint in a kubeconfig that Oracle made. @throws RangeError where it holds none */
export function endpointOf(kubeconfig: string): ClusterEndpoint {
  const field = (name: string) =>
    new RegExp(`^\\s*${name}:\\s*"?(?<value>[^\\s"]+)"?\\s*$`, 'm').exec(kubeconfig)?.groups?.value
  const server = field('server')
  const authority = field('certificate-authority-data')
  if (server === undefined || authority === undefined) {
    throw new RangeError('Oracle handed over a kubeconfig without server or certificate; try again in a minute.')
  }
  return { server, authority }
}

export type KubeconfigOptions = {
  endpoint: ClusterEndpoint
  region: string
  clusterId: string
  /** The Node.js that runs the program which makes tokens, and that program. */
  node: string
  tokenProgram: string
}

/**
 * A kubeconfig that fetches its tokens with this project's own program: Oracle's tokens live four minutes, less than an
 * `up`, and the OCI CLI may not be there. JSON, which is YAML too.
 */
export function kubeconfigOf({ endpoint, region, clusterId, node, tokenProgram }: KubeconfigOptions): string {
  const name = 'todo-chatbot-oke'
  const exec = {
    apiVersion: 'client.authentication.k8s.io/v1beta1',
    command: node,
    args: [tokenProgram, '--region', region, '--cluster-id', clusterId],
    interactiveMode: 'Never',
    provideClusterInfo: false,
  }
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name, cluster: { server: endpoint.server, 'certificate-authority-data': endpoint.authority } }],
    users: [{ name, user: { exec } }],
    contexts: [{ name, context: { cluster: name, user: name } }],
    'current-context': name,
  })
}
