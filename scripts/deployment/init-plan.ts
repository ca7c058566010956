import { createECDH, randomBytes } from 'node:crypto'
import { secretsSchema } from '../../infra/settings-schema.ts'

export type StackName = 'minikube' | 'oke'

/** A value to set; `path` as `pulumi config set --path` takes it. */
export type ConfigStep = { path: string; value: string; secret: boolean }

/** What only the owner knows. */
export type Answers = { alertEmail: string; apiAllowedCidrs: readonly string[] }

export type KnownProfile = { tenancy: string; user: string; region: string }

/** Reads a value of the stack's configuration; undefined where it is not set. */
export type Lookup = (path: string) => unknown

/** Secrets that are made once and never again: a second run changes nothing that is there. */
export function secretSteps(has: (name: string) => boolean): ConfigStep[] {
  const generated = Object.entries(secretsSchema.shape).filter(([, schema]) => schema.meta()?.generated === true)
  const push = ['webPushPublicKey', 'webPushPrivateKey']
  const single = generated.map(([name]) => name).filter((name) => !push.includes(name) && !has(name))
  const steps = single.map((name) => ({ path: name, value: randomBytes(32).toString('hex'), secret: true }))
  // The two halves belong together: one alone is worth nothing.
  if (push.every(has)) return steps
  const keys = createECDH('prime256v1')
  const publicKey = keys.generateKeys('base64url')
  return [
    ...steps,
    { path: 'webPushPublicKey', value: publicKey, secret: true },
    { path: 'webPushPrivateKey', value: keys.getPrivateKey('base64url'), secret: true },
  ]
}

/** What Oracle's stack needs beyond secrets, from the profile that signs requests and from what the owner said. */
export function okeSteps(lookup: Lookup, profile: KnownProfile, answers: Answers): ConfigStep[] {
  const wanted: Record<string, string> = {
    'oke.tenancyId': profile.tenancy,
    'oke.userId': profile.user,
    'oke.region': profile.region,
    'oke.alertEmail': answers.alertEmail,
    ...Object.fromEntries(answers.apiAllowedCidrs.map((cidr, index) => [`oke.apiAllowedCidrs[${index}]`, cidr])),
  }
  const keptCidrs = lookup('oke.apiAllowedCidrs') !== undefined
  return Object.entries(wanted)
    .filter(([path]) => (path.startsWith('oke.apiAllowedCidrs') ? !keptCidrs : lookup(path) === undefined))
    .map(([path, value]) => ({ path, value, secret: false }))
}

/** A single address, as a block. */
export const asCidr = (address: string): string => (address.includes('/') ? address : `${address}/32`)
