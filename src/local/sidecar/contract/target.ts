import { randomUUID } from 'node:crypto'
import type { AppEvent } from '../../../domain/events.ts'
import type { AppId, Topic } from '../../../domain/topology.ts'
import { startTestApp, type TestApp } from './test-app.ts'

/** The apps the suite plays itself; `server` has two replicas. */
export type ContractApps = {
  web: TestApp
  server: TestApp
  secondServer: TestApp
  notifications: TestApp
  recurring: TestApp
}

/** What the contract needs of a running sidecar, be it the stand-in or daprd. */
export type ContractTarget = {
  /** The port of an app's sidecar. */
  port(app: AppId): number
  /** What an app must show its sidecar, and what the sidecar must show the app. */
  daprApiToken(app: AppId): string
  appApiToken(app: AppId): string
  /** The envelopes in a topic's dead letters. */
  deadLetters(topic: Topic): Promise<{ id: string; type: string }[]>
  /** Stops every sidecar and starts it again; what was published must survive. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** What the target must be set to: the suite's secrets, and retries fast enough to be watched. */
export const contractSettings = {
  secrets: { 'auth-secret': 'a secret of the contract suite' },
  delivery: { initialBackoffMs: 20, maxBackoffMs: 100, maxAttempts: 4 },
} as const

export type StartTarget = (apps: ContractApps) => Promise<ContractTarget>
export type Contract = { apps: ContractApps; target: ContractTarget }

export function reminderDue(userId: string = randomUUID(), id: string = randomUUID()): AppEvent {
  const reminders = [{ id: randomUUID(), fireAt: '2026-11-23T09:00:00Z' }]
  return { type: 'reminder.due', id, data: { userId, seq: 1, reminders } }
}

/** Calls a sidecar's API by its own port, with the app's token. */
export function callSidecar({ target }: Contract, app: AppId, path: string, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers)
  if (!headers.has('dapr-api-token')) headers.set('dapr-api-token', target.daprApiToken(app))
  return fetch(`http://127.0.0.1:${target.port(app)}${path}`, { ...init, headers })
}

/** Starts the apps that the suite plays. */
export async function startContractApps(): Promise<ContractApps> {
  const [web, server, secondServer, notifications, recurring] = await Promise.all([
    startTestApp(),
    startTestApp(),
    startTestApp(),
    startTestApp(),
    startTestApp(),
  ])
  return { web, server, secondServer, notifications, recurring }
}
