import { describe, expect, test } from 'vitest'
import { type Ask, createKey, ensureBucket, stateBucket, stateEnvironment } from './state-bucket.ts'

const owner = { tenancy: 'ocid1.tenancy.oc1..aaaa', user: 'ocid1.user.oc1..aaaa', region: 'eu-frankfurt-1' }

/** Oracle's two services, as far as they are asked: buckets and keys that stay. */
function cloud() {
  const buckets = new Map<string, object>()
  const keys: { displayName: string; lifecycleState: string; id: string; key?: string }[] = []
  const ask: Ask = async ({ method, url, body }) => {
    const path = new URL(url).pathname
    if (path === '/n/') return 'franamespace'
    if (path.endsWith('/customerSecretKeys')) {
      if (method === 'GET') return keys.map(({ key: _, ...listed }) => listed)
      const made = { ...(body as { displayName: string }), lifecycleState: 'ACTIVE', id: 'access', key: 'hidden' }
      keys.push(made)
      return made
    }
    if (method === 'POST') buckets.set((body as { name: string }).name, body ?? {})
    return buckets.get(path.split('/').at(-1) ?? '')
  }
  return { ask, buckets, keys }
}

describe('the state’s bucket', () => {
  test('is private, keeps versions, and is made once', async () => {
    const { ask, buckets } = cloud()
    expect(await ensureBucket(ask, owner)).toEqual({ namespace: 'franamespace', created: true })
    expect(buckets.get(stateBucket)).toMatchObject({
      publicAccessType: 'NoPublicAccess',
      versioning: 'Enabled',
      compartmentId: owner.tenancy,
    })
    expect(await ensureBucket(ask, owner)).toEqual({ namespace: 'franamespace', created: false })
  })

  test('has one key; a second one is not made behind its owner’s back', async () => {
    const { ask, keys } = cloud()
    expect(await createKey(ask, owner)).toEqual({ id: 'access', key: 'hidden' })
    await expect(createKey(ask, owner)).rejects.toThrow('Copy that file from the machine that ran this first')
    expect(keys).toHaveLength(1)
  })
})

test('Pulumi is told all it needs, checksums included', () => {
  const text = stateEnvironment('franamespace', 'eu-frankfurt-1', { id: 'access', key: 'hidden' })
  expect(text).toContain(
    "PULUMI_BACKEND_URL='s3://todo-chatbot-state?endpoint=franamespace.compat.objectstorage.eu-frankfurt-1.oraclecloud.com&region=eu-frankfurt-1&s3ForcePathStyle=true'",
  )
  expect(text).toContain("AWS_REQUEST_CHECKSUM_CALCULATION='when_required'")
})
