import * as docker from '@pulumi/docker'
import * as pulumi from '@pulumi/pulumi'
import type { Platform } from '../../platform/platform.ts'
import { contentTag } from './content-tag.ts'
import { buildArguments, type ImageTarget, localName } from './definitions.ts'

export type BuildImagesOptions = {
  platform: Pick<Platform, 'architecture' | 'registry' | 'loadImage'>
  /** Folder of the repository. */
  root: string
  /** Node's name of the processor of the machine that builds. */
  processor: string
  /** Release that the images are labelled with. */
  version: string
  /** Runs a command of this machine; rejects where it fails. */
  run: (command: string, args: readonly string[]) => Promise<unknown>
}

/**
 * Builds each image for the stack's one architecture. With a registry it is pushed and named by its digest; without
 * one it is named by its content, and loaded into the cluster.
 */
export function buildImages(options: BuildImagesOptions): Record<ImageTarget, pulumi.Output<string>> {
  const { platform, root, processor, version } = options
  const args = buildArguments(processor, version)
  const tag = contentTag(root, { architecture: platform.architecture, VERSION: version })
  const build = (target: ImageTarget): pulumi.Output<string> => {
    const repository = platform.registry?.repositoryOf(target) ?? localName(target)
    const image = new docker.Image(
      `image-${target}`,
      {
        imageName: pulumi.interpolate`${repository}:${tag}`,
        build: {
          context: root,
          dockerfile: `${root}/Dockerfile`,
          target,
          platform: `linux/${platform.architecture}`,
          args,
        },
        ...(platform.registry === undefined ? { skipPush: true } : registryOf(platform.registry)),
      },
      { dependsOn: platform.registry?.ready ?? [] },
    )
    return platform.registry ? image.repoDigest : loaded(image, options)
  }
  return {
    web: build('web'),
    server: build('server'),
    notifications: build('notifications'),
    recurring: build('recurring'),
    migrate: build('migrate'),
  }
}

function registryOf({ credentials }: NonNullable<Platform['registry']>): { registry?: docker.ImageArgs['registry'] } {
  return credentials ? { registry: credentials } : {}
}

/** The name of an image once the cluster has it: at every deployment, as a cluster may have been made anew meanwhile. */
function loaded(image: docker.Image, { platform: { loadImage }, run }: BuildImagesOptions): pulumi.Output<string> {
  const [command, ...args] = loadImage ?? []
  if (command === undefined) return image.imageName
  return pulumi.all([image.imageName, image.repoDigest]).apply(async ([name]) => {
    if (!pulumi.runtime.isDryRun()) await run(command, [...args, name])
    return name
  })
}
