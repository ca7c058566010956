import { z } from 'zod'
import { brokerPasswordSecret, brokerVariables } from './broker.ts'

/**
 * The environment of each process, as zod schemas: the process reads it by them, infra's workloads are typed by them,
 * and `.env.example` is generated from them. A schema's description is the variable's documentation.
 * Secrets (database URLs, the authentication secret) are not here: processes ask their sidecar's secret store.
 */

const port = z.coerce.number().int().min(1).max(65_535)

const everyProcess = {
  APP_PORT: port.describe('Port this process listens on.'),
  APP_HOST: z
    .string()
    .default('0.0.0.0')
    .describe('Address this process listens on; 127.0.0.1 where nothing but the sidecar must reach it.'),
  METRICS_PORT: port
    .optional()
    .describe(
      'Port on which this process is scraped, on APP_HOST too; it answers nothing else there. None if not set.',
    ),
  DAPR_HTTP_PORT: port.describe('HTTP port of the Dapr sidecar of this process.'),
  DAPR_API_TOKEN: z.string().min(16).optional().describe('Token this process shows its sidecar.'),
  APP_API_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe('Token the sidecar shows this process; other callers of event and invocation routes are refused.'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info').describe('Least severe log line printed.'),
}

const price = z.coerce.number().min(0).max(10_000)

/** A language model that plans where the parser is unsure; its key is the secret `llm-api-key`. */
const languageModel = {
  LLM_BASE_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('OpenAI-compatible endpoint of a language model, such as http://localhost:11434/v1; none if not set.'),
  LLM_MODEL: z.string().min(1).max(200).optional().describe('Name of the model at that endpoint.'),
  LLM_MODE: z
    .enum(['unsure', 'always', 'never'])
    .default('unsure')
    .describe('When the model is asked, for users who have not chosen: where the parser is unsure, always, or never.'),
  LLM_DAILY_TOKENS: z.coerce
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(200_000)
    .describe('Tokens each user may use of the model in a day; 0 for no limit.'),
  LLM_INPUT_COST: price.optional().describe('Price of a million tokens sent to the model, to show what it costs.'),
  LLM_OUTPUT_COST: price.optional().describe('Price of a million tokens that the model writes.'),
}

/** How notifications leave the house; the mail server is the secret `smtp-url`, the keys of Web Push are secrets too. */
const endpoints = {
  PRIVATE_ENDPOINTS: z
    .enum(['refuse', 'allow'])
    .default('refuse')
    .describe('Whether webhooks and push services may have private addresses and plain HTTP; for development alone.'),
}
const mail = {
  SMTP_FROM: z
    .string()
    .min(3)
    .max(320)
    .optional()
    .describe('Sender of e-mail, such as Tasks <tasks@example.org>; without it no e-mail is sent.'),
}

/** An endpoint without the name of a model says nothing to ask for. */
const namesItsModel = (environment: { LLM_BASE_URL?: string | undefined; LLM_MODEL?: string | undefined }) =>
  environment.LLM_BASE_URL === undefined || environment.LLM_MODEL !== undefined
const namelessModel = { path: ['LLM_MODEL'], error: 'is needed with LLM_BASE_URL' }

/** Who sees the page /admin, and the files that a deployment leaves for it. */
const operations = {
  ADMIN_EMAILS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((email) => email.trim().toLowerCase())
        .filter((email) => email !== ''),
    )
    .pipe(z.array(z.email()))
    .describe('Addresses of accounts that see /admin, separated by commas; each is confirmed by npm run admin.'),
  RELEASES_FILE: z.string().min(1).optional().describe('File with the record of deployments, for /admin.'),
  BUDGET_FILE: z.string().min(1).optional().describe('File with what the stack uses of what is free, for /admin.'),
}

export const webEnvironment = z.object(everyProcess)

export const serverEnvironment = z
  .object({
    ...everyProcess,
    APP_URL: z.url().describe('Address under which browsers reach the app; links and the origin check use it.'),
    TRUSTED_ORIGINS: z
      .string()
      .default('')
      .transform((list) =>
        list
          .split(',')
          .map((origin) => origin.trim())
          .filter((origin) => origin !== ''),
      )
      .pipe(z.array(z.url()))
      .describe('Further origins browsers may come from, separated by commas.'),
    REGISTRATION: z.enum(['open', 'invite', 'closed']).default('open').describe('Who may create an account.'),
    ...operations,
    GUESTS: z.enum(['on', 'off']).default('on').describe('Whether people may try it without an account.'),
    TRUSTED_PROXIES: z.coerce
      .number()
      .int()
      .min(0)
      .max(10)
      .default(0)
      .describe('How many reverse proxies in front of web may be trusted to name the client address.'),
    DATABASE_POOL: z.coerce
      .number()
      .int()
      .min(2)
      .max(100)
      .default(16)
      .describe('Database connections for user requests.'),
    ...brokerVariables,
    ...languageModel,
    ...endpoints,
    ...mail,
  })
  .refine(namesItsModel, namelessModel)

export const workerEnvironment = z.object(everyProcess)

export const notificationsEnvironment = z.object({ ...everyProcess, ...endpoints, ...mail })

/** What `npm start` reads. */
export const localEnvironment = z
  .object({
    PORT: port.default(3000).describe('Port of the page.'),
    HOST: z
      .string()
      .default('127.0.0.1')
      .describe('Address the page listens on; 0.0.0.0 makes it reachable from other machines.'),
    DATA_DIR: z.string().default('.data').describe('Folder of the embedded database, its secrets and logs.'),
    DATABASE_URL: z
      .url({ protocol: /^postgres(ql)?$/ })
      .optional()
      .describe(
        'Use this PostgreSQL (17 or newer, a role that may create roles and databases) instead of the embedded one.',
      ),
    APP_URL: z
      .url()
      .optional()
      .describe('Address under which browsers reach the app; http://localhost:PORT if not set.'),
    TRUSTED_ORIGINS: serverEnvironment.shape.TRUSTED_ORIGINS,
    REGISTRATION: serverEnvironment.shape.REGISTRATION,
    ADMIN_EMAILS: operations.ADMIN_EMAILS,
    GUESTS: serverEnvironment.shape.GUESTS,
    TRUSTED_PROXIES: serverEnvironment.shape.TRUSTED_PROXIES,
    ...languageModel,
    LLM_API_KEY: z.string().max(1_000).default('').describe('Key for that endpoint, where it needs one.'),
    SMTP_URL: z
      .url({ protocol: /^smtps?$/ })
      .optional()
      .describe('Mail server, such as smtp://user:password@mail.example.org:587; smtps:// speaks TLS from the start.'),
    ...mail,
    ...endpoints,
    LOG_LEVEL: everyProcess.LOG_LEVEL,
  })
  .refine(namesItsModel, namelessModel)
  .refine(({ SMTP_URL, SMTP_FROM }) => (SMTP_URL === undefined) === (SMTP_FROM === undefined), {
    path: ['SMTP_FROM'],
    error: 'and SMTP_URL are needed together',
  })

/** Names of the secrets each app may read from the secret store. */
export const secretNames = {
  server: [
    'database-url-app',
    'database-url-auth',
    'database-url-system',
    'auth-secret',
    'llm-api-key',
    'web-push-public-key',
    brokerPasswordSecret,
  ],
  web: [],
  notifications: ['web-push-public-key', 'web-push-private-key', 'smtp-url'],
  recurring: [],
} as const

export type WebEnvironment = z.infer<typeof webEnvironment>
export type ServerEnvironment = z.infer<typeof serverEnvironment>
export type WorkerEnvironment = z.infer<typeof workerEnvironment>
export type NotificationsEnvironment = z.infer<typeof notificationsEnvironment>
export type LocalEnvironment = z.infer<typeof localEnvironment>
