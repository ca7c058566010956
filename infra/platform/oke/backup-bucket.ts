import * as identity from '@pulumi/oci/identity/index.js'
import * as objectstorage from '@pulumi/oci/objectstorage/index.js'
import * as pulumi from '@pulumi/pulumi'
import type { BackupStore } from '../platform.ts'

export type BackupBucketArgs = {
  compartmentId: pulumi.Input<string>
  tenancyId: string
  userId: string
  region: string
}

/** A private bucket for database backups, with the key by which S3 clients write to it. */
export class BackupBucket extends pulumi.ComponentResource {
  readonly store: BackupStore

  constructor(name: string, args: BackupBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super('todo:platform:BackupBucket', name, {}, opts)
    const own = { parent: this }
    const { namespace } = objectstorage.getNamespaceOutput({ compartmentId: args.tenancyId }, own)
    const bucket = new objectstorage.Bucket(
      name,
      {
        compartmentId: args.compartmentId,
        namespace,
        name: `todo-chatbot-${name}`,
        accessType: 'NoPublicAccess',
        storageTier: 'Standard',
        versioning: 'Disabled',
      },
      own,
    )
    const key = new identity.CustomerSecretKey(
      `${name}-key`,
      { userId: args.userId, displayName: `todo-chatbot-${name}` },
      own,
    )
    this.store = {
      bucket: bucket.name,
      endpoint: pulumi.interpolate`https://${namespace}.compat.objectstorage.${args.region}.oraclecloud.com`,
      region: args.region,
      accessKeyId: key.id,
      secretAccessKey: pulumi.secret(key.key),
    }
    this.registerOutputs({})
  }
}
