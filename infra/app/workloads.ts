import type { Input } from '@pulumi/pulumi'
import type { Broker } from '../../src/domain/broker.ts'
import { brokerPasswordSecret } from '../../src/domain/broker.ts'
import {
  type notificationsEnvironment,
  secretNames,
  type serverEnvironment,
  type webEnvironment,
  type workerEnvironment,
} from '../../src/domain/environment.ts'
import { budgetStore } from '../../src/domain/operations.ts'
import { releaseStore } from '../../src/domain/release.ts'
import { type AppId, stateUsers, subscriptions } from '../../src/domain/topology.ts'
import { sidecarSecrets } from '../dapr/settings.ts'
import { scrapePorts } from '../monitoring/ports.ts'
import type { Settings } from '../settings-schema.ts'
import { brokerEnvironment } from './broker.ts'
import { sidecarPort, tokenSecret } from './names.ts'
import type { NodeVariables, Resources, Variables, WorkloadDefinition } from './workload-definition.ts'

export type WorkloadOptions = {
  settings: Settings
  broker: Broker
  /** Where browsers reach the app. */
  url: Input<string>
}

/** Heap limits below each container's memory limit, small young generations, and few malloc arenas. */
const node = (heapMb: number, semiSpaceMb: number): NodeVariables => ({
  NODE_OPTIONS: `--max-old-space-size=${heapMb} --max-semi-space-size=${semiSpaceMb}`,
  MALLOC_ARENA_MAX: '2',
})

const sidecar: Resources = { cpu: '15m', memory: '48Mi', cpuLimit: '500m', memoryLimit: '160Mi' }
const busySidecar: Resources = { ...sidecar, cpu: '20m', memory: '56Mi' }

/**
 * Until whoever calls has heard that a pod is leaving. Kubernetes tells its proxies within a second or two; sidecars ask
 * for addresses anew after 20 s, of names that are 5 s old at most, and answer 500 for an app that is gone before that.
 */
const drainSeconds = { calledByService: 5, calledBySidecars: 30 } as const

function everyProcess(app: AppId, port: number, settings: Settings): Variables<typeof workerEnvironment> {
  return {
    APP_PORT: String(port),
    METRICS_PORT: String(scrapePorts.app),
    DAPR_HTTP_PORT: String(sidecarPort),
    DAPR_API_TOKEN: { secret: tokenSecret(app, 'sidecar'), key: 'token' },
    APP_API_TOKEN: { secret: tokenSecret(app, 'app'), key: 'token' },
    LOG_LEVEL: settings.app.logLevel,
  }
}

/** The four processes, in the order in which a rollout takes them: who is called before who calls. */
export function workloads(options: WorkloadOptions): Record<AppId, WorkloadDefinition> {
  return {
    server: server(options),
    notifications: worker('notifications', options),
    recurring: worker('recurring', options),
    web: web(options),
  }
}

function server({ settings, broker, url }: WorkloadOptions): WorkloadDefinition {
  const { app, access, languageModel } = settings
  const port = 8080
  const environment: ServerVariables & NodeVariables = {
    ...everyProcess('server', port, settings),
    APP_URL: url,
    TRUSTED_ORIGINS: app.trustedOrigins.join(','),
    ADMIN_EMAILS: app.adminEmails.join(','),
    RELEASES_FILE: `${folders.releases}/${releaseStore.key}`,
    BUDGET_FILE: `${folders.budget}/${budgetStore.key}`,
    REGISTRATION: app.registration,
    GUESTS: app.guests,
    // Traefik, which names the client and believes nobody else; a forwarded port has no proxy in front of web.
    TRUSTED_PROXIES: access.mode === 'localhost' ? '0' : '1',
    DATABASE_POOL: String(app.databasePool),
    ...brokerEnvironment(broker),
    ...languageModelEnvironment(languageModel),
    ...mailEnvironment(settings),
    ...node(256, 16),
  }
  return {
    app: 'server',
    port,
    environment,
    resources: { cpu: '80m', memory: '192Mi', cpuLimit: '1', memoryLimit: '448Mi' },
    sidecar: busySidecar,
    replicas: settings.scale.server,
    rollout: 'surge',
    drainSeconds: drainSeconds.calledBySidecars,
    writable: ['/tmp'],
    records: [
      { configMap: releaseStore.configMap, folder: folders.releases },
      { configMap: budgetStore.configMap, folder: folders.budget },
    ],
    secrets: secretsOf('server', broker),
  }
}

/** Where the page /admin finds what deployments leave for it. */
const folders = { releases: '/records/releases', budget: '/records/budget' } as const

type ServerVariables = Variables<typeof serverEnvironment>

/** Its own function with a type of its own: in a spread, a misspelt name would go unseen. */
function languageModelEnvironment(model: Settings['languageModel']): Partial<ServerVariables> {
  if (!model) return {}
  const { url, mode, dailyTokens } = model
  return { LLM_BASE_URL: url, LLM_MODEL: model.model, LLM_MODE: mode, LLM_DAILY_TOKENS: String(dailyTokens) }
}

function mailEnvironment({
  mail,
}: Settings): Partial<Variables<typeof notificationsEnvironment>> & Partial<ServerVariables> {
  return mail ? { SMTP_FROM: mail.from } : {}
}

function worker(app: 'notifications' | 'recurring', { settings, broker }: WorkloadOptions): WorkloadDefinition {
  const port = 8080
  const environment: Variables<typeof notificationsEnvironment> & NodeVariables = {
    ...everyProcess(app, port, settings),
    ...(app === 'notifications' ? mailEnvironment(settings) : {}),
    ...node(96, 1),
  }
  return {
    app,
    port,
    environment,
    resources: { cpu: '20m', memory: '96Mi', cpuLimit: '500m', memoryLimit: '224Mi' },
    sidecar,
    replicas: 1,
    rollout: 'pause',
    drainSeconds: drainSeconds.calledByService,
    writable: ['/tmp'],
    secrets: secretsOf(app, broker),
  }
}

/** Next's own server reads these two instead of APP_PORT and APP_HOST. */
type NextVariables = { PORT: string; HOSTNAME: string }

function web({ settings, broker }: WorkloadOptions): WorkloadDefinition {
  const port = 3000
  const environment: Variables<typeof webEnvironment> & NextVariables & NodeVariables = {
    ...everyProcess('web', port, settings),
    PORT: String(port),
    HOSTNAME: '0.0.0.0',
    ...node(192, 4),
  }
  return {
    app: 'web',
    port,
    environment,
    resources: { cpu: '25m', memory: '144Mi', cpuLimit: '1', memoryLimit: '384Mi' },
    sidecar,
    replicas: settings.scale.web,
    rollout: 'surge',
    drainSeconds: drainSeconds.calledByService,
    writable: ['/tmp', '/app/src/web/.next/cache'],
    secrets: secretsOf('web', broker),
  }
}

/** What the app may ask for, and what the components of its sidecar refer to. */
function secretsOf(app: AppId, { sasl }: Broker): string[] {
  const speaksToBroker = app === 'server' || subscriptions.some((subscription) => subscription.app === app)
  const needed = [
    ...secretNames[app],
    ...(stateUsers.includes(app) ? [sidecarSecrets.stateDatabase] : []),
    ...(speaksToBroker && sasl ? [brokerPasswordSecret] : []),
  ]
  return [...new Set(needed)]
}
