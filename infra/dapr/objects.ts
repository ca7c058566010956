import type { AppId } from '../../src/domain/topology.ts'

/** Dapr's objects as its custom resource definitions and its files know them; only what this project uses. */

export type MetadataItem =
  | { name: string; value: string }
  | { name: string; secretKeyRef: { name: string; key: string } }

type Named<Kind extends string, Version extends string = 'dapr.io/v1alpha1'> = {
  apiVersion: Version
  kind: Kind
  metadata: { name: string }
}

/** Nothing here is for every app: an object without scopes would be loaded by all of them. */
type Scoped = { scopes: readonly AppId[] }

export type Component = Named<'Component'> &
  Scoped & {
    spec: { type: string; version: 'v1' | 'v2'; metadata: readonly MetadataItem[] }
    /** The store of `secretKeyRef`s. */
    auth?: { secretStore: string }
  }

export type Subscription = Named<'Subscription', 'dapr.io/v2alpha1'> &
  Scoped & {
    spec: { pubsubname: string; topic: string; deadLetterTopic: string; routes: { default: string } }
  }

/** `constant`: every `duration`; `exponential`: from half a second up to `maxInterval`, for 15 minutes at most. */
export type Retry = ({ policy: 'constant'; duration: string } | { policy: 'exponential'; maxInterval: string }) & {
  /** -1: no end. */
  maxRetries: number
  /** Retries only these answers; connection errors always are. */
  matching?: { httpStatusCodes: string }
}

export type CircuitBreaker = { maxRequests: number; interval: string; timeout: string; trip: string }
export type PolicyNames = { timeout?: string; retry?: string; circuitBreaker?: string }

export type Resiliency = Named<'Resiliency'> &
  Scoped & {
    spec: {
      policies: {
        timeouts: Record<string, string>
        retries: Record<string, Retry>
        circuitBreakers: Record<string, CircuitBreaker>
      }
      targets: {
        apps: Partial<Record<AppId, PolicyNames>>
        components: Record<string, { inbound?: PolicyNames; outbound?: PolicyNames }>
      }
    }
  }

type Action = 'allow' | 'deny'

export type AccessPolicy = {
  appId: AppId
  defaultAction: Action
  trustDomain: string
  namespace: string
  operations: readonly { name: string; httpVerb: readonly string[]; action: Action }[]
}

export type ApiRule = { name: string; version: string; protocol: 'http' | 'grpc' }

/** Which app a configuration is for stands in its name: apps are told it by an annotation or a flag. */
export type Configuration = Named<'Configuration'> & {
  spec: {
    accessControl: { defaultAction: Action; trustDomain: string; policies: readonly AccessPolicy[] }
    secrets: { scopes: readonly { storeName: string; defaultAccess: Action; allowedSecrets: readonly string[] }[] }
    api: { allowed: readonly ApiRule[]; denied: readonly ApiRule[] }
    tracing: {
      samplingRate: string
      otel?: { endpointAddress: string; protocol: 'grpc' | 'http'; isSecure: boolean }
    }
    metrics: { enabled: boolean; recordErrorCodes: boolean; http: { increasedCardinality: boolean } }
    nameResolution?: { component: string; version: 'v1'; configuration: Record<string, string> }
  }
}

export type DaprObject = Component | Subscription | Resiliency | Configuration
