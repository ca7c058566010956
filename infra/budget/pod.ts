import { z } from 'zod'
import { add, greater, nothing, parseQuantity, type Requests } from './quantity.ts'

const quantities = z.object({ cpu: z.union([z.string(), z.number()]).optional(), memory: z.string().optional() })
const container = z.object({
  name: z.string(),
  restartPolicy: z.string().optional(),
  resources: z.object({ requests: quantities.optional(), limits: quantities.optional() }).optional(),
})
type Container = z.infer<typeof container>

/** What of a pod template decides how much it asks for; image and environment do not. */
export const podTemplateSchema = z.object({
  metadata: z.object({ annotations: z.record(z.string(), z.unknown()).optional() }).optional(),
  spec: z.object({ containers: z.array(container), initContainers: z.array(container).optional() }),
})
export type PodTemplate = z.infer<typeof podTemplateSchema>

/**
 * What the scheduler sets aside for one pod, its Dapr sidecar included: the containers together, or what the hungriest
 * moment of its start takes. `missing` names containers that ask for nothing: they would be the first to be evicted,
 * and the sum would lie.
 */
export function podRequests(template: PodTemplate): { requests: Requests; missing: string[] } {
  const missing: string[] = []
  const of = (one: Container): Requests => {
    const { requests, limits } = one.resources ?? {}
    // Kubernetes takes a limit as the request where none is given.
    const cpu = requests?.cpu ?? limits?.cpu
    const memory = requests?.memory ?? limits?.memory
    const lacking = [...(cpu === undefined ? ['cpu'] : []), ...(memory === undefined ? ['memory'] : [])]
    missing.push(...lacking.map((what) => `${one.name} requests no ${what}`))
    return { cpu: Math.ceil(parseQuantity(cpu ?? 0) * 1_000), memory: parseQuantity(memory ?? 0) }
  }
  let running = sidecarOf(template, of)
  let peak = nothing
  for (const init of template.spec.initContainers ?? []) {
    const needs = of(init)
    if (init.restartPolicy === 'Always') running = add(running, needs)
    else peak = greater(peak, add(running, needs))
  }
  for (const one of template.spec.containers) running = add(running, of(one))
  return { requests: greater(peak, running), missing }
}

/** The injector gives the sidecar what the annotations say, and nothing where they are silent. */
function sidecarOf({ metadata }: PodTemplate, of: (one: Container) => Requests): Requests {
  const annotations = metadata?.annotations ?? {}
  if (annotations['dapr.io/enabled'] !== 'true') return nothing
  const text = (name: string): string | undefined => {
    const value = annotations[`dapr.io/sidecar-${name}`]
    return typeof value === 'string' ? value : undefined
  }
  const requests = { cpu: text('cpu-request'), memory: text('memory-request') }
  const limits = { cpu: text('cpu-limit'), memory: text('memory-limit') }
  return of({ name: 'daprd', resources: { requests, limits } })
}
