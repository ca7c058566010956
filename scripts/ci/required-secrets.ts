/** What the workflows that reach Oracle's cloud need, each with where it comes from. Nothing here is imported: it runs first. */
export const requiredSecrets = {
  OCI_TENANCY: 'tenancy= of ~/.oci/config',
  OCI_USER: 'user= of ~/.oci/config',
  OCI_FINGERPRINT: 'fingerprint= of ~/.oci/config',
  OCI_REGION: 'region= of ~/.oci/config',
  OCI_PRIVATE_KEY: 'the file that key_file= of ~/.oci/config names, without a pass phrase',
  AWS_ACCESS_KEY_ID: 'of ~/.oci/todo-chatbot-state.env, which npm run bootstrap -- --stack oke writes',
  AWS_SECRET_ACCESS_KEY: 'of ~/.oci/todo-chatbot-state.env',
  PULUMI_BACKEND_URL: 'of ~/.oci/todo-chatbot-state.env',
  PULUMI_CONFIG_PASSPHRASE: 'the pass phrase of the stack',
  STACK_SETTINGS: 'all of stacks/Pulumi.oke.yaml, after npm run stack:init -- oke',
} as const

/** A line for each secret that is not set, and what to do. Empty: all are there. */
export function missingSecrets(environment: Readonly<Record<string, string | undefined>>): string[] {
  const missing = Object.entries(requiredSecrets).filter(([name]) => !environment[name]?.trim())
  if (missing.length === 0) return []
  const lines = missing.map(
    ([name, source]) => `${name} is missing: ${source}. Set it: gh secret set ${name} --env oke`,
  )
  return [...lines, 'docs/ci-cd.md says more.']
}
