import type { Broker } from '../../src/domain/broker.ts'
import type { AppId } from '../../src/domain/topology.ts'
import type { Retry } from './objects.ts'

/** What differs between the places where the sidecars run; everything else about them is the same everywhere. */
export type DaprSettings = {
  broker: Broker
  /** Kubernetes secrets or a JSON file; either way a secret `x` has the one key `x`. */
  secretStore: { kind: 'kubernetes' } | { kind: 'file'; file: string }
  /** Where the sidecars run; part of each one's identity. */
  namespace: string
  /** Collector of traces (OTLP over gRPC, `host:port`) and the share of traces kept; none are sent if not set. */
  traces?: { collector: string; share: number }
  /** Replaces how failed events are delivered again: tests do not wait for minutes. */
  delivery?: Retry
  /** Addresses of the sidecars by app-id, where neither Kubernetes nor multicast tells them. */
  addresses?: Readonly<Record<AppId, string>>
}

/** Names of the secrets that the sidecars themselves need; apps may not read them. */
export const sidecarSecrets = { stateDatabase: 'database-url-state' } as const

/** Part of every sidecar's identity; outside of Kubernetes it can be no other. Installations are apart by namespace. */
export const trustDomain = 'public'
