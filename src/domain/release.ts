import { z } from 'zod'

/**
 * What was put into a cluster, kept there: the ConfigMap beside the product, which no deployment writes over. Processes
 * that show it mount it; the release commands append to it.
 */
export const releaseStore = { configMap: 'releases', key: 'releases.json' } as const

/** A reference by digest: what was deployed once can be had again, whatever became of tags. */
const digestReference = z.string().regex(/^\S+@sha256:[0-9a-f]{64}$/, 'must name a digest (…@sha256:…)')
const migrationName = z.string().regex(/^\d{14}_\w+$/, 'must be the name of a migration')

export const releaseSchema = z.strictObject({
  /** Names the images, the same for the same digests. */
  id: z.string().regex(/^[0-9a-f]{12}$/),
  commit: z.string().regex(/^[0-9a-f]{40}$/),
  version: z.string().min(1).max(50),
  /** Image by target. */
  images: z.record(z.string(), digestReference),
  /** The newest migration that the release brings. */
  schema: migrationName,
  /** The newest of its migrations that releases without it cannot live with; null: none. */
  breaking: migrationName.nullable(),
})
export type Release = z.infer<typeof releaseSchema>

export const deploymentKinds = ['deploy', 'rollback'] as const

export const deploymentSchema = z.strictObject({
  release: releaseSchema,
  kind: z.enum(deploymentKinds),
  at: z.iso.datetime(),
  /** `good` once every criterion was met; a failed one says what was not. */
  outcome: z.enum(['good', 'failed']),
  reason: z.string().max(500).optional(),
})
export type Deployment = z.infer<typeof deploymentSchema>

/** The content of the store: what was deployed, oldest first. */
export const deploymentsSchema = z.array(deploymentSchema)
