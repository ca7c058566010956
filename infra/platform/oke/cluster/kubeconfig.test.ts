import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { endpointOf, kubeconfigOf } from './kubeconfig.ts'

const made = `clusters:\n- cluster:\n    certificate-authority-data: Q0VSVA==\n    server: https://203.0.113.50:6443\n  name: c\n`
const tokenProgram = fileURLToPath(new URL('../../../../scripts/oke-token.ts', import.meta.url))
const publishedKey = fileURLToPath(new URL('../credentials/testdata/published-key.pem', import.meta.url))

test('the endpoint is taken from the kubeconfig that Oracle makes', () => {
  expect(endpointOf(made)).toEqual({ server: 'https://203.0.113.50:6443', authority: 'Q0VSVA==' })
  expect(() => endpointOf('clusters: []')).toThrow('try again in a minute')
})

test('the program it names answers as client-go expects, without the OCI CLI', () => {
  const folder = mkdtempSync(join(tmpdir(), 'todo-oci-'))
  try {
    const profile = {
      user: 'ocid1.user.oc1..aaaa',
      tenancy: 'ocid1.tenancy.oc1..aaaa',
      fingerprint: '20:3b:97:13:55:1c:5b:0d:d3:37:d8:50:4e:c5:3a:34',
      region: 'eu-frankfurt-1',
      key_file: publishedKey,
    }
    const fields = Object.entries(profile).map(([key, value]) => `${key}=${value}`)
    writeFileSync(join(folder, 'config'), ['[DEFAULT]', ...fields].join('\n'))
    const kubeconfig = kubeconfigOf({
      endpoint: endpointOf(made),
      region: 'eu-frankfurt-1',
      clusterId: 'ocid1.cluster.oc1.eu-frankfurt-1.aaaa',
      node: process.execPath,
      tokenProgram,
    })
    const { command, args } = JSON.parse(kubeconfig).users[0].user.exec
    const env = { NODE_ENV: 'test', OCI_CLI_CONFIG_FILE: join(folder, 'config') } as const
    const answer = JSON.parse(execFileSync(command, args, { env, encoding: 'utf8' }))
    expect(answer.kind).toBe('ExecCredential')
    const asked = Buffer.from(answer.status.token, 'base64url').toString()
    expect(asked).toContain('/cluster_request/ocid1.cluster.oc1.eu-frankfurt-1.aaaa?authorization=Signature')
    expect(Date.parse(answer.status.expirationTimestamp)).toBeGreaterThan(Date.now())
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
})

test('without a configuration it says what to do', () => {
  const run = () =>
    execFileSync(process.execPath, [tokenProgram, '--region', 'r', '--cluster-id', 'c'], {
      env: { NODE_ENV: 'test', OCI_CLI_CONFIG_FILE: '/nowhere/config' },
      stdio: 'pipe',
    })
  expect(run).toThrow(/\/nowhere\/config cannot be read\. In the console: your profile → API keys/)
})
