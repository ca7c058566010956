import { type Check, type Container, containersOf, type PodSpec, podOf } from './resource.ts'

/** Volumes that Pod Security "restricted" allows. */
const allowedVolumes = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
  'name',
])

/** Namespaces of what has to work on the node itself. */
const nodeLevel = new Set(['kube-system'])

/** Pods keep to Pod Security "restricted", and write to no root file system; those of kube-system are apart. */
export const restrictedPods: Check = (resource) => {
  const pod = podOf(resource)
  if (!pod || nodeLevel.has(pod.namespace ?? '')) return []
  const { spec } = pod
  const found: string[] = []
  if (spec.hostNetwork || spec.hostPID || spec.hostIPC) found.push('The pod shares a namespace of its node.')
  for (const volume of spec.volumes ?? []) {
    const kinds = Object.keys(volume).filter((kind) => !allowedVolumes.has(kind))
    if (kinds.length > 0) found.push(`Volume ${volume.name} is of kind ${kinds.join(', ')}.`)
  }
  return [...found, ...containersOf(spec).flatMap((container) => containerProblems(container, spec))]
}

function containerProblems(
  { name, securityContext: own = {} }: Container,
  { securityContext: shared = {} }: PodSpec,
): string[] {
  const seccomp = own.seccompProfile ?? shared.seccompProfile
  const added = (own.capabilities?.add ?? []).filter((capability) => capability !== 'NET_BIND_SERVICE')
  const rules: [boolean, string][] = [
    [own.privileged !== true, 'is privileged'],
    [own.allowPrivilegeEscalation === false, 'may gain privileges: set allowPrivilegeEscalation: false'],
    [own.capabilities?.drop?.includes('ALL') === true, 'keeps capabilities: drop ALL'],
    [added.length === 0, `adds ${added.join(', ')}`],
    [(own.runAsNonRoot ?? shared.runAsNonRoot) === true, 'may run as root: set runAsNonRoot: true'],
    [(own.runAsUser ?? shared.runAsUser) !== 0, 'runs as root'],
    [seccomp?.type === 'RuntimeDefault' || seccomp?.type === 'Localhost', 'has no seccomp profile: set RuntimeDefault'],
    [own.readOnlyRootFilesystem === true, 'may write to its root file system: set readOnlyRootFilesystem: true'],
  ]
  return rules.filter(([kept]) => !kept).map(([, problem]) => `Container ${name} ${problem}.`)
}

const digest = /@sha256:[0-9a-f]{64}$/
/** A tag that names its content: as many hexadecimal digits as a shortened digest. */
const contentTag = /:[0-9a-f]{12,64}$/

/** `loaded`: images are loaded into the cluster, where no registry has given them a digest; a content-derived tag does. */
export const imagesByDigest =
  ({ loaded }: { loaded: boolean }): Check =>
  (resource) => {
    const pod = podOf(resource)
    if (!pod) return []
    return containersOf(pod.spec)
      .filter(({ image }) => image !== undefined && !digest.test(image) && !(loaded && contentTag.test(image)))
      .map(({ name, image }) => `Container ${name} runs ${image}, which can change under it: name it by digest.`)
  }
