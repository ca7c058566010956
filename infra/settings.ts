import * as pulumi from '@pulumi/pulumi'
import type { z } from 'zod'
import { problemsOf, type Setting } from './settings-problems.ts'
import { type SecretName, type Settings, secretKeys, secretsSchema, settingsSchema } from './settings-schema.ts'

/** Secrets stay Outputs, so that they never reach a log or the plain state; an absent optional one is undefined. */
export type Secrets = { [Name in SecretName]: Present<z.infer<typeof secretsSchema>[Name]> }
type Present<T> = undefined extends T ? pulumi.Output<string> | undefined : pulumi.Output<string>

export type Parsed =
  | { ok: true; settings: Settings; secrets: z.infer<typeof secretsSchema> }
  | { ok: false; problems: readonly string[] }

const project = 'todo-chatbot'

/**
 * `config` (full keys and their text, as Pulumi hands them over) as settings; otherwise a line for each problem, with
 * the command that fixes it. Keys of other namespaces are left alone.
 */
export function parseSettings(config: Readonly<Record<string, string>>): Parsed {
  const own = Object.entries(config).flatMap(([key, text]) =>
    key.startsWith(`${project}:`) ? [[key.slice(project.length + 1), text] as const] : [],
  )
  const secrets = secretsSchema.safeParse(Object.fromEntries(own.filter(([key]) => secretKeys.includes(key))))
  const rest = own.filter(([key]) => !secretKeys.includes(key))
  const given = Object.fromEntries(rest.map(([key, text]) => [key, structured(text)]))
  const platform = given.platform === 'oke' ? 'oke' : 'minikube'
  // An absent section is read as an empty one, so that each value it needs is named.
  if (platform === 'oke') given.oke ??= {}
  const settings = settingsSchema.safeParse(given)
  const problems = [
    ...(settings.success ? [] : problemsOf(settingsSchema, settings.error, { platform, input: given })),
    ...(secrets.success ? [] : problemsOf(secretsSchema, secrets.error, { platform, secret: true, input: secrets })),
  ]
  if (settings.success) problems.push(...contradictions(settings.data, new Set(own.map(([key]) => key))))
  if (settings.success && secrets.success && problems.length === 0) {
    return { ok: true, settings: settings.data, secrets: secrets.data }
  }
  return { ok: false, problems: [...new Set(problems)] }
}

/** A structured value of a stack file arrives as JSON; anything else is text. */
function structured(text: string): Setting {
  try {
    return JSON.parse(text) as Setting
  } catch {
    return text
  }
}

/** What no single value shows: what one setting needs of another. */
function contradictions(settings: Settings, keys: ReadonlySet<string>): string[] {
  const found: string[] = []
  const needSecret = (needed: boolean, name: SecretName, why: string) => {
    if (needed && !keys.has(name)) found.push(`${name} is missing: ${why}. Fix: pulumi config set --secret ${name}`)
  }
  const { broker, postgres, images } = settings
  const sasl = broker.mode === 'external' && broker.sasl !== 'none'
  needSecret(sasl, 'brokerPassword', 'the external broker asks for one')
  if (sasl && broker.username === undefined) {
    found.push('broker.username is missing. Fix: pulumi config set --path broker.username NAME')
  }
  if (broker.mode === 'external' && broker.tls && !sasl && broker.ca === undefined) {
    found.push(
      'broker.tls needs broker.ca or broker.sasl: sidecars speak no TLS without. Fix: pulumi config set --path broker.ca CERTIFICATE',
    )
  }
  needSecret(settings.mail !== undefined, 'smtpUrl', 'mail.from is set')
  const { email } = settings.monitoring.alerts
  needSecret(email?.username !== undefined, 'alertSmtpPassword', 'the mail server of alerts asks for one')
  needSecret(postgres.mode === 'external', 'databaseAdminUrl', 'postgres.mode is external')
  if (settings.platform === 'oke') {
    const { registry } = settings.oke
    const named = registry.mode === 'external' && registry.username !== undefined
    needSecret(named, 'registryPassword', 'oke.registry.username is set')
    const references = images.mode === 'prebuilt' ? Object.entries(images.references) : []
    for (const [target, reference] of references.filter(([, reference]) => !reference.includes('@sha256:'))) {
      found.push(
        `images.references.${target} (${reference}) names no digest, which alone cannot change under a running app. ` +
          `Fix: pulumi config set --path images.references.${target} IMAGE@sha256:…`,
      )
    }
  }
  return found
}

/** The settings of the running stack. @throws pulumi.RunError with every problem at once */
export function readSettings(): { settings: Settings; secrets: Secrets } {
  const parsed = parseSettings(pulumi.runtime.allConfig())
  if (!parsed.ok) {
    const file = `stacks/Pulumi.${pulumi.getStack()}.yaml`
    throw new pulumi.RunError(`${file} cannot be used:\n  ${parsed.problems.join('\n  ')}`)
  }
  return { settings: parsed.settings, secrets: wrapSecrets(parsed.secrets) }
}

/** Marks each secret, so that whatever is made from it is encrypted in the state. */
export function wrapSecrets(secrets: z.infer<typeof secretsSchema>): Secrets {
  const optional = (value: string | undefined) => (value === undefined ? undefined : pulumi.secret(value))
  return {
    authSecret: pulumi.secret(secrets.authSecret),
    tokenSecret: pulumi.secret(secrets.tokenSecret),
    databaseSecret: pulumi.secret(secrets.databaseSecret),
    webPushPublicKey: pulumi.secret(secrets.webPushPublicKey),
    webPushPrivateKey: pulumi.secret(secrets.webPushPrivateKey),
    brokerPassword: optional(secrets.brokerPassword),
    databaseAdminUrl: optional(secrets.databaseAdminUrl),
    llmApiKey: optional(secrets.llmApiKey),
    smtpUrl: optional(secrets.smtpUrl),
    alertSmtpPassword: optional(secrets.alertSmtpPassword),
    alertWebhookUrl: optional(secrets.alertWebhookUrl),
    registryPassword: optional(secrets.registryPassword),
  }
}
