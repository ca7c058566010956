import { z } from 'zod'

/** The requests by which the state's bucket and key are made, as far as they are not there; apart from who sends them. */
export type Ask = (request: { method: 'GET' | 'POST'; url: string; body?: object }) => Promise<unknown>

export type StateOwner = { tenancy: string; user: string; region: string }

export const stateBucket = 'todo-chatbot-state'
const keyName = 'todo-chatbot-state'

const keyList = z.array(z.object({ displayName: z.string(), lifecycleState: z.string() }))
const createdKey = z.object({ id: z.string(), key: z.string() })

/** Makes the private bucket where there is none; versions are kept, so that an overwritten state can be put back. */
export async function ensureBucket(
  ask: Ask,
  { tenancy, region }: StateOwner,
): Promise<{ namespace: string; created: boolean }> {
  const storage = `https://objectstorage.${region}.oraclecloud.com`
  const namespace = z.string().parse(await ask({ method: 'GET', url: `${storage}/n/` }))
  const there = await ask({ method: 'GET', url: `${storage}/n/${namespace}/b/${stateBucket}` })
  if (there !== undefined) return { namespace, created: false }
  const body = { name: stateBucket, compartmentId: tenancy, publicAccessType: 'NoPublicAccess', versioning: 'Enabled' }
  await ask({ method: 'POST', url: `${storage}/n/${namespace}/b`, body })
  return { namespace, created: true }
}

/**
 * The key by which S3 clients reach the bucket. Oracle shows it once, when it is made.
 *
 * @throws RangeError where there is one already, whose secret only its file knew
 */
export async function createKey(ask: Ask, { user, region }: StateOwner): Promise<{ id: string; key: string }> {
  const url = `https://identity.${region}.oraclecloud.com/20160918/users/${user}/customerSecretKeys`
  const listed = keyList.parse((await ask({ method: 'GET', url })) ?? [])
  if (listed.some(({ displayName, lifecycleState }) => displayName === keyName && lifecycleState === 'ACTIVE')) {
    throw new RangeError(
      `The key ${keyName} exists, and its secret was in a file that is not here. Copy that file from the machine that ran this first, or remove the key in the console (your profile → Customer secret keys) and run this again.`,
    )
  }
  return createdKey.parse(await ask({ method: 'POST', url, body: { displayName: keyName } }))
}

/** Lines of the file that tells Pulumi where the state is: `source` it, or make CI's secrets of it. */
export function stateEnvironment(namespace: string, region: string, { id, key }: { id: string; key: string }): string {
  const endpoint = `${namespace}.compat.objectstorage.${region}.oraclecloud.com`
  const backend = `s3://${stateBucket}?endpoint=${endpoint}&region=${region}&s3ForcePathStyle=true`
  return [
    `export AWS_ACCESS_KEY_ID='${id}'`,
    `export AWS_SECRET_ACCESS_KEY='${key}'`,
    `export AWS_REGION='${region}'`,
    '# Oracle does not take the checksums that newer S3 clients send unasked.',
    `export AWS_REQUEST_CHECKSUM_CALCULATION='when_required'`,
    `export AWS_RESPONSE_CHECKSUM_VALIDATION='when_required'`,
    `export PULUMI_BACKEND_URL='${backend}'`,
    '',
  ].join('\n')
}
