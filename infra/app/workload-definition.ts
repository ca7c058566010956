import type * as pulumi from '@pulumi/pulumi'
import type { z } from 'zod'
import type { AppId } from '../../src/domain/topology.ts'

/** A key of a Secret in the app's namespace. */
export type SecretKey = { secret: string; key: string }
export type Value = pulumi.Input<string> | SecretKey

/**
 * Variables of a process by its schema: one that the schema demands and is not here, or is here and no schema knows,
 * fails the type check.
 */
export type Variables<S extends z.ZodType> = { [Name in keyof z.input<S>]: Value }

/** What Node.js itself reads. */
export type NodeVariables = { NODE_OPTIONS: string; MALLOC_ARENA_MAX: string }

export type Resources = { cpu: string; memory: string; cpuLimit: string; memoryLimit: string }

/** One process of the product as a cluster runs it. */
export type WorkloadDefinition = {
  app: AppId
  environment: Readonly<Record<string, Value>>
  port: number
  resources: Resources
  sidecar: Resources
  /** A range is the autoscaler's; a number is fixed. */
  replicas: number | { min: number; max: number }
  /** Surge keeps full service during a rollout; workers may pause, as their events wait. */
  rollout: 'surge' | 'pause'
  /** How long a stopping pod works on as if nothing were: until then those who do not know yet send it requests. */
  drainSeconds: number
  /** Folders that stay writable, as emptyDir. */
  writable: readonly string[]
  /** ConfigMaps that it reads as files, each in its folder; they may come later, or never. */
  records?: readonly { configMap: string; folder: string }[]
  /** Secrets that the sidecar reads from the Kubernetes API for its app and its components. */
  secrets: readonly string[]
}
