import { expect, test } from 'vitest'
import { parseProfile } from '../../infra/platform/oke/credentials/profile.ts'
import { minikubeFiles, okeFiles } from './prepare-files.ts'

const environment = {
  OCI_TENANCY: 'ocid1.tenancy.oc1..aaaa',
  OCI_USER: 'ocid1.user.oc1..bbbb',
  OCI_FINGERPRINT: Array.from({ length: 16 }, () => 'ab').join(':'),
  OCI_REGION: 'eu-frankfurt-1',
  OCI_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n\n',
  STACK_SETTINGS: 'config:\n  todo-chatbot:platform: oke',
}

test('the profile is one that the deployment reads, and only the owner can', () => {
  const files = okeFiles(environment, '/home/me')
  const [config, key, stack] = files
  expect(parseProfile(config?.content ?? '')).toMatchObject({
    tenancy: environment.OCI_TENANCY,
    region: 'eu-frankfurt-1',
    key_file: key?.path,
  })
  expect(key?.content).toBe('-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----\n')
  expect(stack).toMatchObject({ path: 'stacks/Pulumi.oke.yaml', content: `${environment.STACK_SETTINGS}\n` })
  expect(files.every(({ mode }) => mode === 0o600)).toBe(true)
})

test("Minikube's node gets the log-in of the runner", () => {
  expect(minikubeFiles('{"auths":{}}', '/home/me')[0]).toMatchObject({
    path: '/home/me/.minikube/files/var/lib/kubelet/config.json',
    content: '{"auths":{}}',
  })
})
