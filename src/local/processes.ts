import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { NotificationsEnvironment, ServerEnvironment, WorkerEnvironment } from '../domain/environment.ts'
import type { AppId } from '../domain/topology.ts'
import type { LocalSecrets } from './secrets.ts'
import { type LocalSettings, projectRoot } from './settings.ts'
import { webServer } from './web-build.ts'

/** One process of the product: how it is started and where it answers. */
export type AppProcess = {
  app: AppId
  args: readonly string[]
  env: Record<string, string>
  host: string
  port: number
}

type Ports = Record<AppId, number>

type NodeSettings = { NODE_COMPILE_CACHE: string; MALLOC_ARENA_MAX: string }

/** A process's variables as text; a name that its schema does not know is a type error. */
type Variables<T> = { [Name in keyof T]?: string }

const loopback = '127.0.0.1'

// Together they stay below 700 MB resident: young generations are kept small, as Node would let each grow to 48 MB.
const memory = {
  web: ['--max-old-space-size=160', '--max-semi-space-size=2'],
  server: ['--max-old-space-size=256', '--max-semi-space-size=12'],
  notifications: ['--max-old-space-size=96', '--max-semi-space-size=1'],
  recurring: ['--max-old-space-size=96', '--max-semi-space-size=1'],
} as const satisfies Record<AppId, readonly string[]>

export type ProcessOptions = { settings: LocalSettings; secrets: LocalSecrets; ports: Ports; sidecarPorts: Ports }

/** The four processes, in the order in which they are started. */
export function appProcesses({ settings, secrets, ports, sidecarPorts }: ProcessOptions): AppProcess[] {
  const everyProcess = (app: AppId): Variables<WorkerEnvironment & NodeSettings> => ({
    APP_PORT: String(ports[app]),
    APP_HOST: loopback,
    DAPR_HTTP_PORT: String(sidecarPorts[app]),
    DAPR_API_TOKEN: secrets.tokens[app].dapr,
    APP_API_TOKEN: secrets.tokens[app].app,
    LOG_LEVEL: settings.LOG_LEVEL,
    // Code whose types are stripped already starts in half the time, with 25 MB less.
    NODE_COMPILE_CACHE: join(settings.DATA_DIR, 'compile-cache'),
    // Otherwise glibc keeps up to eight heaps a core, for threads that hardly allocate: 5 to 13 MB a process.
    MALLOC_ARENA_MAX: '2',
  })
  const delivering: Variables<NotificationsEnvironment> = {
    PRIVATE_ENDPOINTS: settings.PRIVATE_ENDPOINTS,
    ...given('SMTP_FROM', settings.SMTP_FROM),
  }
  const serverOnly: Variables<ServerEnvironment> = {
    ...delivering,
    APP_URL: settings.APP_URL,
    TRUSTED_ORIGINS: settings.TRUSTED_ORIGINS.join(','),
    REGISTRATION: settings.REGISTRATION,
    ADMIN_EMAILS: settings.ADMIN_EMAILS.join(','),
    GUESTS: settings.GUESTS,
    TRUSTED_PROXIES: String(settings.TRUSTED_PROXIES),
    LLM_MODE: settings.LLM_MODE,
    LLM_DAILY_TOKENS: String(settings.LLM_DAILY_TOKENS),
    ...given('LLM_BASE_URL', settings.LLM_BASE_URL),
    ...given('LLM_MODEL', settings.LLM_MODEL),
    ...given('LLM_INPUT_COST', settings.LLM_INPUT_COST),
    ...given('LLM_OUTPUT_COST', settings.LLM_OUTPUT_COST),
  }
  const ours = (app: Exclude<AppId, 'web'>, main: string, more: Record<string, string> = {}): AppProcess => ({
    app,
    args: [...memory[app], join(projectRoot, main)],
    env: { ...everyProcess(app), ...more },
    host: loopback,
    port: ports[app],
  })
  const preloads = [join(projectRoot, 'src/process/exit-with-parent.ts'), join(dirname(webServer), 'forwarded-for.mjs')]
  const imports = preloads.flatMap((file) => ['--import', pathToFileURL(file).href])
  return [
    ours('server', 'src/server/main.ts', serverOnly),
    ours('notifications', 'src/workers/notifications/main.ts', delivering),
    ours('recurring', 'src/workers/recurring/main.ts'),
    {
      app: 'web',
      args: [...memory.web, ...imports, webServer],
      env: { ...everyProcess('web'), PORT: String(ports.web), HOSTNAME: settings.HOST },
      host: reachableHost(settings.HOST),
      port: ports.web,
    },
  ]
}

const given = (name: keyof ServerEnvironment, value: string | number | undefined) =>
  value === undefined ? {} : { [name]: String(value) }

/** Where this machine reaches what listens on `host`. */
export function reachableHost(host: string): string {
  if (host === '0.0.0.0') return loopback
  if (host === '::') return '[::1]'
  return host.includes(':') ? `[${host}]` : host
}
