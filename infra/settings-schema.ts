import { z } from 'zod'
import { saslMechanisms } from '../src/domain/broker.ts'
import { imageTargets } from './image-targets.ts'
import { kubernetesVersion } from './versions.ts'

/**
 * What a stack file may say. Defaults are what is free. `example` is the value shown in the command that sets a
 * missing one; a description says what it is.
 */

const cidr = z.cidrv4().meta({ example: '10.0.0.0/16' })
const ocid = (kind: string) =>
  z
    .string()
    .regex(new RegExp(`^ocid1\\.${kind}\\.[a-z0-9-]*\\.[a-z0-9-]*\\.[a-z0-9]+$`), `must be an OCID (ocid1.${kind}.…)`)
    .meta({ example: `ocid1.${kind}.oc1..…` })

const replicas = (min: number, max: number) =>
  z
    .strictObject({
      min: z.number().int().min(1).max(20).default(min),
      max: z.number().int().min(1).max(20).default(max),
    })
    .refine((range) => range.min <= range.max, 'min must not be above max')
    .prefault({})

const images = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('build') }),
    z.strictObject({
      mode: z.literal('prebuilt'),
      references: z
        .record(
          z.enum(imageTargets),
          z.string().regex(/^[^\s:]+(:\d+)?\/?[^\s]*[:@][^\s]+$/, 'must name a tag or digest'),
        )
        .describe('The five images, by target.'),
    }),
  ])
  .prefault({ mode: 'build' })

const charts = z
  .discriminatedUnion('source', [
    z.strictObject({ source: z.literal('public') }),
    z.strictObject({
      source: z.literal('folder'),
      folder: z.string().min(1).describe('Folder that holds one unpacked chart per subfolder.'),
    }),
  ])
  .prefault({ source: 'public' })

const broker = z
  .discriminatedUnion('mode', [
    z.strictObject({ mode: z.literal('in-cluster'), storageGb: z.number().int().min(1).default(10) }),
    z.strictObject({
      mode: z.literal('external'),
      servers: z.array(z.string().regex(/^[^\s:]+:\d+$/, 'must be host:port')).min(1),
      tls: z.boolean().default(true),
      ca: z.string().startsWith('-----BEGIN CERTIFICATE').optional().describe('Authority (PEM) of their certificates.'),
      sasl: z.enum(['none', ...saslMechanisms]).default('SCRAM-SHA-256'),
      username: z.string().min(1).optional(),
    }),
  ])
  .prefault({ mode: 'in-cluster' })

const postgres = z
  .discriminatedUnion('mode', [
    z.strictObject({
      mode: z.literal('in-cluster'),
      storageGb: z.number().int().min(1).default(10),
      backupSchedule: z.string().default('0 30 2 * * *').describe('Cron expression with seconds, UTC.'),
      backupDays: z.number().int().min(1).max(90).default(7),
    }),
    z.strictObject({ mode: z.literal('external') }),
  ])
  .prefault({ mode: 'in-cluster' })

const monitoring = z
  .strictObject({
    mode: z.enum(['full', 'off']).default('full'),
    metricsDays: z.number().int().min(1).max(90).default(15).describe('How long metrics are kept, if they fit.'),
    metricsMb: z.number().int().min(256).max(20_480).default(3_072).describe('Room for metrics, on the node itself.'),
    logDays: z.number().int().min(1).max(90).default(7).describe('How long lines of logs are kept.'),
    logMb: z.number().int().min(256).max(20_480).default(2_048).describe('Room for logs, on the node itself.'),
    alerts: z
      .strictObject({
        email: z
          .strictObject({
            to: z.email(),
            from: z.email(),
            smarthost: z.string().regex(/^[^\s:]+:\d+$/, 'must be host:port'),
            username: z.string().min(1).optional(),
            tls: z.boolean().default(true),
          })
          .optional()
          .describe('Mail server that alerts go out by.'),
      })
      .prefault({}),
  })
  .prefault({})

const app = z
  .strictObject({
    registration: z.enum(['open', 'invite', 'closed']).default('open'),
    guests: z.enum(['on', 'off']).default('on'),
    logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
    databasePool: z.number().int().min(2).max(100).default(10),
    trustedOrigins: z.array(z.url()).default([]),
    adminEmails: z.array(z.email()).default([]).describe('Accounts that see the page /admin.'),
  })
  .prefault({})

const languageModel = z
  .strictObject({
    url: z.url({ protocol: /^https?$/ }).describe('OpenAI-compatible endpoint.'),
    model: z.string().min(1).max(200),
    mode: z.enum(['unsure', 'always', 'never']).default('unsure'),
    dailyTokens: z.number().int().min(0).default(200_000),
  })
  .optional()

const mail = z
  .strictObject({
    from: z.string().min(3).max(320).describe('Sender of e-mail.').meta({ example: 'tasks@example.org' }),
  })
  .optional()
  .describe('Whether reminders can be sent by e-mail; the server is the secret smtpUrl.')

const host = z.hostname().describe('Name under which browsers reach the app.').meta({ example: 'todo.example.org' })
const email = z.email().describe('Where the certificate authority writes to.').meta({ example: 'you@example.org' })

const everyStack = {
  allowPaid: z.boolean().default(false).describe('Whether the stack may go above what is free.'),
  images,
  charts,
  broker,
  postgres,
  app,
  languageModel,
  mail,
  monitoring,
  migrations: z.enum(['run', 'skip']).default('run').describe('Skip them when an older release is put back.'),
  scale: z.strictObject({ web: replicas(1, 2), server: replicas(2, 4) }).prefault({}),
}

const minikube = z
  .strictObject({
    context: z.string().min(1).default('minikube').describe('Context of the kubeconfig.'),
    architecture: z.enum(['amd64', 'arm64']).default('amd64'),
    storageClass: z.string().min(1).optional(),
    loadImage: z
      .array(z.string().min(1))
      .min(1)
      .optional()
      .describe('Command that loads an image into the cluster, where it is not minikube; the name is appended.'),
    metricsServer: z.enum(['addon', 'chart']).default('addon').describe('Who brings metrics-server.'),
  })
  .prefault({})

const oke = z.strictObject({
  tenancyId: ocid('tenancy').describe('Your tenancy.'),
  userId: ocid('user').describe('The user whose API key signs requests.'),
  region: z
    .string()
    .regex(/^[a-z]+-[a-z]+-\d$/, 'must be a region such as eu-frankfurt-1')
    .meta({ example: 'eu-frankfurt-1' }),
  compartment: z
    .string()
    .regex(/^[\w.-]{1,100}$/)
    .default('todo-chatbot')
    .describe('Name of the compartment to make.'),
  network: z
    .strictObject({
      mode: z.enum(['public-nodes', 'private-nodes']).default('public-nodes'),
      cidr: cidr.default('10.0.0.0/16'),
    })
    .prefault({}),
  apiAllowedCidrs: z
    .array(cidr)
    .min(1)
    .describe('Addresses that may reach the Kubernetes API; your own with /32 is best.')
    .meta({ example: '203.0.113.7/32', list: true }),
  kubernetesVersion: z
    .string()
    .regex(/^v1\.\d+\.\d+$/)
    .default(kubernetesVersion),
  nodes: z
    .strictObject({
      count: z.number().int().min(1).max(10).default(1),
      ocpus: z.number().int().min(1).max(80).default(2),
      memoryGb: z.number().int().min(1).max(512).default(12),
      bootVolumeGb: z.number().int().min(50).max(1_000).default(50),
      domain: z
        .number()
        .int()
        .min(1)
        .max(3)
        .optional()
        .describe('Availability domain, where not any; volumes stay in theirs.'),
    })
    .prefault({}),
  registry: z
    .discriminatedUnion('mode', [
      z.strictObject({
        mode: z.literal('ocir'),
        username: z
          .string()
          .optional()
          .describe('Your user name, when it differs from the e-mail address of the user.'),
        pullTokenVersion: z
          .number()
          .int()
          .min(1)
          .default(1)
          .describe('Raise it to rotate the token that pulls images.'),
      }),
      z.strictObject({
        mode: z.literal('external'),
        server: z.string().min(1),
        username: z.string().min(1).optional(),
      }),
    ])
    .prefault({ mode: 'ocir' }),
  alertEmail: email.describe('Who is told when Oracle is about to bill anything.'),
})

export const settingsSchema = z.discriminatedUnion('platform', [
  z.strictObject({
    platform: z.literal('minikube'),
    ...everyStack,
    minikube,
    access: z
      .discriminatedUnion('mode', [
        z.strictObject({ mode: z.literal('localhost'), port: z.number().int().min(1).max(65_535).default(8080) }),
        z.strictObject({ mode: z.literal('local-ca'), host: host.default('todo.localhost') }),
      ])
      .prefault({ mode: 'localhost' }),
  }),
  z.strictObject({
    platform: z.literal('oke'),
    ...everyStack,
    oke,
    access: z
      .discriminatedUnion('mode', [
        z.strictObject({ mode: z.literal('ip'), email: email.optional() }),
        z.strictObject({ mode: z.literal('domain'), host, email }),
      ])
      .prefault({ mode: 'ip' })
      .describe('A certificate on the reserved address, or for a name of your own (DuckDNS gives one for nothing).'),
  }),
])

export type Settings = z.infer<typeof settingsSchema>
export type MinikubeSettings = Extract<Settings, { platform: 'minikube' }>
export type OkeSettings = Extract<Settings, { platform: 'oke' }>
export type BrokerSettings = Settings['broker']
export type Access = Settings['access']

const generated = z.string().min(32).meta({ generated: true })

/** Secrets of a stack file. The generated ones come from `npm run stack:init`. */
export const secretsSchema = z.object({
  authSecret: generated.describe('Signs sessions.'),
  tokenSecret: generated.describe('The tokens between processes and their sidecars are derived from it.'),
  databaseSecret: generated.describe('The passwords of the database roles are derived from it.'),
  webPushPublicKey: generated,
  webPushPrivateKey: generated,
  brokerPassword: z.string().min(1).optional().describe('Password of the external broker.'),
  databaseAdminUrl: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('External PostgreSQL, with a role that may create roles and databases.')
    .meta({ example: 'postgresql://admin:…@db.example.org/postgres?sslmode=require' }),
  llmApiKey: z.string().min(1).max(1_000).optional().describe('Key of the language model.'),
  smtpUrl: z
    .url({ protocol: /^smtps?$/ })
    .optional()
    .describe('Mail server on port 587 or 465.')
    .meta({ example: 'smtp://user:password@mail.example.org:587' }),
  alertSmtpPassword: z.string().min(1).optional().describe('Password at the mail server of alerts.'),
  alertWebhookUrl: z.url().optional().describe('Where alerts are posted to.'),
  registryPassword: z.string().min(1).optional().describe('Password of the external registry.'),
})
export const secretKeys = Object.keys(secretsSchema.shape)
export type SecretName = keyof z.infer<typeof secretsSchema>
