import { z } from 'zod'

/** A resource as a check sees it: its Pulumi type and its inputs. */
export type CheckedResource = { type: string; props: unknown }

/** What is wrong with a resource, as sentences that say what to do; empty when nothing is. */
export type Check = (resource: CheckedResource) => string[]

const containerSchema = z.object({
  name: z.string(),
  image: z.string().optional(),
  securityContext: z
    .object({
      allowPrivilegeEscalation: z.boolean().optional(),
      privileged: z.boolean().optional(),
      readOnlyRootFilesystem: z.boolean().optional(),
      runAsNonRoot: z.boolean().optional(),
      runAsUser: z.number().optional(),
      capabilities: z.object({ drop: z.array(z.string()).optional(), add: z.array(z.string()).optional() }).optional(),
      seccompProfile: z.object({ type: z.string() }).optional(),
    })
    .optional(),
})
export type Container = z.infer<typeof containerSchema>

const podSpecSchema = z.object({
  hostNetwork: z.boolean().optional(),
  hostPID: z.boolean().optional(),
  hostIPC: z.boolean().optional(),
  securityContext: z
    .object({
      runAsNonRoot: z.boolean().optional(),
      runAsUser: z.number().optional(),
      seccompProfile: z.object({ type: z.string() }).optional(),
    })
    .optional(),
  volumes: z.array(z.looseObject({ name: z.string() })).optional(),
  containers: z.array(containerSchema),
  initContainers: z.array(containerSchema).optional(),
})
export type PodSpec = z.infer<typeof podSpecSchema>

const template = z.object({ spec: z.object({ template: z.object({ spec: podSpecSchema }) }) })
const cronJob = z.object({ spec: z.object({ jobTemplate: template }) })
const bare = z.object({ spec: podSpecSchema })
const placed = z.object({ metadata: z.object({ namespace: z.string().optional() }).optional() })

/** The pod that a Kubernetes resource makes, and its namespace; undefined where it makes none. */
export function podOf({ type, props }: CheckedResource): { spec: PodSpec; namespace: string | undefined } | undefined {
  const kind = /^kubernetes:[^:]+:(?<kind>\w+)$/.exec(type)?.groups?.kind
  const namespace = placed.safeParse(props).data?.metadata?.namespace
  const spec = (() => {
    switch (kind) {
      case 'Deployment':
      case 'StatefulSet':
      case 'DaemonSet':
      case 'ReplicaSet':
      case 'Job':
        return template.parse(props).spec.template.spec
      case 'CronJob':
        return cronJob.parse(props).spec.jobTemplate.spec.template.spec
      case 'Pod':
        return bare.parse(props).spec
      default:
        return undefined
    }
  })()
  return spec && { spec, namespace }
}

export const containersOf = (spec: PodSpec): Container[] => [...(spec.initContainers ?? []), ...spec.containers]
