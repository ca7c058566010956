type Environment = Readonly<Record<string, string | undefined>>
type PreparedFile = { path: string; content: string; mode: number }

const lines = (...all: string[]): string => `${all.join('\n')}\n`

/** What a person has in the home folder and in `stacks/`, made of the secrets of a workflow. */
export function okeFiles(environment: Environment, home: string): PreparedFile[] {
  const of = (name: string): string => environment[name]?.trim() ?? ''
  const key = `${home}/.oci/key.pem`
  const config = lines(
    '[DEFAULT]',
    `tenancy=${of('OCI_TENANCY')}`,
    `user=${of('OCI_USER')}`,
    `fingerprint=${of('OCI_FINGERPRINT')}`,
    `region=${of('OCI_REGION')}`,
    `key_file=${key}`,
  )
  return [
    { path: `${home}/.oci/config`, content: config, mode: 0o600 },
    { path: key, content: lines(of('OCI_PRIVATE_KEY')), mode: 0o600 },
    { path: 'stacks/Pulumi.oke.yaml', content: lines(of('STACK_SETTINGS')), mode: 0o600 },
  ]
}

/** Minikube copies what is below its `files` folder onto its node: there kubelet finds the runner's log-in to the registry. */
export const minikubeFiles = (dockerConfig: string, home: string): PreparedFile[] => [
  { path: `${home}/.minikube/files/var/lib/kubelet/config.json`, content: dockerConfig, mode: 0o600 },
]
