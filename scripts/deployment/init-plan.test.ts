import { createECDH } from 'node:crypto'
import { expect, test } from 'vitest'
import { parseSettings } from '../../infra/settings.ts'
import { asCidr, type ConfigStep, okeSteps, secretSteps } from './init-plan.ts'

const profile = { tenancy: 'ocid1.tenancy.oc1..aaaa', user: 'ocid1.user.oc1..aaaa', region: 'eu-frankfurt-1' }
const answers = { alertEmail: 'owner@example.org', apiAllowedCidrs: ['203.0.113.7/32'] }
const nothing = () => undefined

/** A stack's configuration after `steps`, as Pulumi hands it over. */
function configOf(platform: string, steps: readonly ConfigStep[]): Record<string, string> {
  const oke: Record<string, unknown> = {}
  const config: Record<string, string> = { 'todo-chatbot:platform': platform }
  for (const { path, value } of steps) {
    const [section, field = ''] = path.split('.')
    if (section !== 'oke') config[`todo-chatbot:${path}`] = value
    else if (field.endsWith(']')) oke.apiAllowedCidrs = [value]
    else oke[field] = value
  }
  return platform === 'oke' ? { ...config, 'todo-chatbot:oke': JSON.stringify(oke) } : config
}

test('afterwards both stacks have all that their schema asks for', () => {
  expect(
    parseSettings(
      configOf(
        'minikube',
        secretSteps(() => false),
      ),
    ),
  ).toMatchObject({ ok: true })
  const steps = [...secretSteps(() => false), ...okeSteps(nothing, profile, answers)]
  expect(parseSettings(configOf('oke', steps))).toMatchObject({ ok: true })
})

test('every secret is encrypted and of its own value', () => {
  const steps = secretSteps(() => false)
  expect(steps.filter(({ secret }) => !secret)).toEqual([])
  expect(new Set(steps.map(({ value }) => value)).size).toBe(steps.length)
})

test('the push keys are a pair, and made as one', () => {
  const steps = secretSteps((name) => name === 'webPushPublicKey')
  const value = (path: string) => steps.find((step) => step.path === path)?.value ?? ''
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(value('webPushPrivateKey'), 'base64url')
  expect(pair.getPublicKey('base64url')).toBe(value('webPushPublicKey'))
})

test('a second run changes nothing', () => {
  expect(secretSteps(() => true)).toEqual([])
  expect(okeSteps(() => 'set', profile, answers)).toEqual([])
})

test('an address is a block of one', () => {
  expect([asCidr('203.0.113.7'), asCidr('203.0.113.0/24')]).toEqual(['203.0.113.7/32', '203.0.113.0/24'])
})
