import type { AppId } from '../../domain/topology.ts'
import type { Log } from '../../process/log.ts'

/** Where one app is served. `appPort`: one port per replica. */
export type SidecarApp = { sidecarPort: number; appPort: number | readonly number[] }

/** `dapr`: what the app must show its sidecar; `app`: what the sidecar shows the app. Absent: not asked for, not shown. */
export type ApiTokens = Partial<Record<AppId, { dapr?: string; app?: string }>>

export type DeliveryPolicy = {
  /** First wait before a retry; doubles with each attempt up to `maxBackoffMs`. */
  initialBackoffMs: number
  maxBackoffMs: number
  /** After this many failed attempts an event becomes a dead letter. An app that is not there does not count. */
  maxAttempts: number
  /** An app that has not answered within this time has failed the attempt. */
  deliveryTimeoutMs: number
}

// 0.2 s, 0.4 s, … 30 s: about three and a half minutes until the dead letter.
export const defaultDelivery: DeliveryPolicy = {
  initialBackoffMs: 200,
  maxBackoffMs: 30_000,
  maxAttempts: 14,
  deliveryTimeoutMs: 60_000,
}

export type SidecarOptions = {
  /** `sidecarPort` 0 takes any free one; see `Sidecars.ports`. An app left out is unknown to the others. */
  apps: Partial<Record<AppId, SidecarApp>>
  /** Database of the stand-in alone (messages, cursors, state), owned by the role in the URL; migrated at start. */
  databaseUrl: string
  /** Values of the secret store, by name; each app may read only domain/environment.ts `secretNames[app]`. */
  secrets: Readonly<Record<string, string>>
  apiTokens?: ApiTokens
  logger: Log
  delivery?: Partial<DeliveryPolicy>
  /** Address the sidecars listen on. */
  host?: string
  /** Milliseconds since the epoch. */
  now?: () => number
}

export type Sidecars = {
  /** The port each app's sidecar listens on. */
  ports: Partial<Record<AppId, number>>
  /** Stops deliveries and schedules, finishes what is under way, saves the cursors and closes the listeners. */
  close(): Promise<void>
}
