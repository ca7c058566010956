import * as artifacts from '@pulumi/oci/artifacts/index.js'
import * as identity from '@pulumi/oci/identity/index.js'
import * as objectstorage from '@pulumi/oci/objectstorage/index.js'
import * as pulumi from '@pulumi/pulumi'
import { type ImageTarget, imageTargets } from '../../../image-targets.ts'
import type { ImageRegistry } from '../../platform.ts'

export type RegistryArgs = {
  compartmentId: pulumi.Input<string>
  tenancyId: string
  userId: string
  region: string
  /** Name to sign in with; the user's own where not given. */
  username?: string | undefined
  /** A higher one makes a new token, hands it to the cluster and only then removes the old. */
  pullTokenVersion: number
}

/** Private repositories of Oracle's registry, and a token that pushes to and pulls from them. */
export class Registry extends pulumi.ComponentResource {
  readonly registry: ImageRegistry

  constructor(name: string, args: RegistryArgs, opts?: pulumi.ComponentResourceOptions) {
    super('todo:platform:Registry', name, {}, opts)
    const own = { parent: this }
    const { namespace } = objectstorage.getNamespaceOutput({ compartmentId: args.tenancyId }, own)
    const repositories = imageTargets.map(
      (target) =>
        new artifacts.ContainerRepository(
          `${name}-${target}`,
          { compartmentId: args.compartmentId, displayName: repositoryName(target), isPublic: false },
          own,
        ),
    )
    // A user may have two tokens: room for the old and the new one while they change.
    const token = new identity.AuthToken(
      `${name}-token-${args.pullTokenVersion}`,
      { userId: args.userId, description: `todo-chatbot registry ${args.pullTokenVersion}` },
      own,
    )
    const user = args.username ?? identity.getUserOutput({ userId: args.userId }, own).name
    const server = `ocir.${args.region}.oci.oraclecloud.com`
    this.registry = {
      repositoryOf: (target) => pulumi.interpolate`${server}/${namespace}/${repositoryName(target)}`,
      credentials: {
        server,
        username: pulumi.interpolate`${namespace}/${user}`,
        password: pulumi.secret(token.token),
      },
      ready: repositories,
    }
    this.registerOutputs({})
  }
}

const repositoryName = (target: ImageTarget): string => `todo-chatbot/${target}`
