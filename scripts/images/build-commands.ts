import {
  type Architecture,
  buildArguments,
  type ImageTarget,
  localName,
  titleOf,
} from '../../infra/app/images/definitions.ts'

export type ImageBuild = {
  target: ImageTarget
  architectures: readonly Architecture[]
  tag: string
  /** Where to push to, as `ghcr.io/owner/todo-chatbot`; undefined: the images stay on this machine. */
  registry?: string | undefined
  /** Commit and address of the sources, for who looks at an image. */
  labels: Readonly<Record<string, string>>
  version: string
  processor: string
  /** Where Docker writes down what it pushed. */
  metadataFile: string
}

export const referenceOf = ({ target, registry, tag }: Pick<ImageBuild, 'target' | 'registry' | 'tag'>): string =>
  `${registry === undefined ? localName(target) : `${registry}/${target}`}:${tag}`

/**
 * Docker's arguments. Pushed images are one for all architectures; on this machine each architecture has an image of
 * its own, as older engines hold no others.
 */
export function buildCommands(build: ImageBuild): string[][] {
  const { target, architectures, registry, tag } = build
  const every = [
    ...['--target', target],
    ...Object.entries(buildArguments(build.processor, build.version)).flatMap(given('--build-arg')),
    ...Object.entries({ 'org.opencontainers.image.title': titleOf(target), ...build.labels }).flatMap(given('--label')),
  ]
  if (registry !== undefined) {
    const platforms = architectures.map((architecture) => `linux/${architecture}`).join(',')
    const pushed = ['--platform', platforms, '--metadata-file', build.metadataFile, '--push']
    return [['buildx', 'build', ...every, ...pushed, '--tag', referenceOf(build), '.']]
  }
  return architectures.map((architecture) => [
    ...['build', ...every, '--platform', `linux/${architecture}`],
    ...['--tag', referenceOf({ target, tag: `${tag}-${architecture}` }), '.'],
  ])
}

const given =
  (option: string) =>
  ([name, value]: [string, string]): string[] => [option, `${name}=${value}`]
