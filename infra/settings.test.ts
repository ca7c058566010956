import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parseSettings } from './settings.ts'
import type { Settings } from './settings-schema.ts'
import { minikubeConfig, okeConfig, prebuiltReferences, withSections } from './testing/configurations.ts'

function settingsOf(config: Record<string, string>): Settings {
  const parsed = parseSettings(config)
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  return parsed.settings
}

function problemsOf(config: Record<string, string>): readonly string[] {
  const parsed = parseSettings(config)
  return parsed.ok ? [] : parsed.problems
}

describe('defaults are what is free', () => {
  test('on OKE: one node of two OCPUs and 12 GB, no NAT gateway, nothing paid', () => {
    const settings = settingsOf(okeConfig)
    if (settings.platform !== 'oke') throw new Error('not oke')
    expect(settings.oke.nodes).toEqual({ count: 1, ocpus: 2, memoryGb: 12, bootVolumeGb: 50 })
    expect(settings.oke.network).toEqual({ mode: 'public-nodes', cidr: '10.0.0.0/16' })
    expect(settings).toMatchObject({
      allowPaid: false,
      images: { mode: 'build' },
      charts: { source: 'public' },
      broker: { mode: 'in-cluster' },
      postgres: { mode: 'in-cluster' },
      access: { mode: 'ip' },
    })
  })

  test('on Minikube nothing but the platform has to be said', () => {
    expect(settingsOf(minikubeConfig)).toMatchObject({
      access: { mode: 'localhost', port: 8080 },
      minikube: { context: 'minikube' },
    })
  })

  test('the stack files are data and hold no value that is a default', () => {
    for (const stack of ['minikube', 'oke']) {
      const text = readFileSync(fileURLToPath(new URL(`../stacks/Pulumi.${stack}.yaml`, import.meta.url)), 'utf8')
      expect(text).toContain(`todo-chatbot:platform: ${stack}`)
    }
  })
})

describe('problems', () => {
  test('all are told at once, each with the command that fixes it', () => {
    expect(problemsOf({ 'todo-chatbot:platform': 'oke' })).toEqual([
      expect.stringContaining('oke.tenancyId is missing'),
      expect.stringContaining('oke.userId is missing'),
      expect.stringContaining('oke.region is missing'),
      expect.stringContaining('oke.apiAllowedCidrs is missing'),
      expect.stringContaining('oke.alertEmail is missing'),
      'authSecret is missing (Signs sessions.). Fix: npm run stack:init -- oke',
      expect.stringContaining('tokenSecret is missing'),
      expect.stringContaining('databaseSecret is missing'),
      'webPushPublicKey is missing. Fix: npm run stack:init -- oke',
      'webPushPrivateKey is missing. Fix: npm run stack:init -- oke',
    ])
  })

  test('a missing value is named with its purpose and an example', () => {
    const { 'todo-chatbot:oke': _, ...rest } = okeConfig
    expect(problemsOf({ ...rest, 'todo-chatbot:oke': '{"region":"nowhere"}' })).toEqual([
      "oke.tenancyId is missing (Your tenancy.). Fix: pulumi config set --path 'oke.tenancyId' 'ocid1.tenancy.oc1..…'",
      expect.stringContaining("pulumi config set --path 'oke.userId'"),
      "oke.region is wrong: must be a region such as eu-frankfurt-1. Fix: pulumi config set --path 'oke.region' 'eu-frankfurt-1'",
      expect.stringContaining("pulumi config set --path 'oke.apiAllowedCidrs[0]' '203.0.113.7/32'"),
      expect.stringContaining("pulumi config set --path 'oke.alertEmail' 'you@example.org'"),
    ])
  })

  test('a choice is told with its options', () => {
    expect(problemsOf(withSections(minikubeConfig, { images: { mode: 'pulled' } }))).toEqual([
      "images.mode is wrong: it must be build or prebuilt. Fix: pulumi config set --path 'images.mode' 'build|prebuilt'",
    ])
    expect(problemsOf(withSections(minikubeConfig, { platform: 'gke' }))).toEqual([
      "platform is wrong: it must be minikube or oke. Fix: pulumi config set --path 'platform' 'minikube|oke'",
    ])
  })

  test('a misspelt setting is no silent default', () => {
    expect(problemsOf(withSections(minikubeConfig, { scael: {}, app: { gests: 'on' } }))).toEqual([
      'app.gests is no setting. Fix: pulumi config rm --path app.gests',
      'scael is no setting. Fix: pulumi config rm --path scael',
    ])
  })

  test('what belongs to the cloud is no setting of Minikube', () => {
    expect(problemsOf(withSections(minikubeConfig, { oke: {} }))).toEqual([
      'oke is no setting. Fix: pulumi config rm --path oke',
    ])
  })

  test('a mode that needs a secret says so', () => {
    const external = {
      broker: { mode: 'external', servers: ['kafka.example.org:9092'] },
      postgres: { mode: 'external' },
    }
    expect(problemsOf(withSections(minikubeConfig, external))).toEqual([
      'brokerPassword is missing: the external broker asks for one. Fix: pulumi config set --secret brokerPassword',
      'broker.username is missing. Fix: pulumi config set --path broker.username NAME',
      'databaseAdminUrl is missing: postgres.mode is external. Fix: pulumi config set --secret databaseAdminUrl',
    ])
  })

  test('no secret is ever shown', () => {
    const [problem] = problemsOf({ ...minikubeConfig, 'todo-chatbot:authSecret': 'tooshort' })
    expect(problem).toContain('authSecret')
    expect(problem).not.toContain('tooshort')
  })
})

describe('prebuilt images', () => {
  const prebuilt = { images: { mode: 'prebuilt', references: prebuiltReferences } }
  const tagged = { images: { mode: 'prebuilt', references: { ...prebuiltReferences, web: 'todo/web:0.1.0' } } }

  test('need all five targets', () => {
    const { web: _, ...others } = prebuiltReferences
    const problems = problemsOf(withSections(minikubeConfig, { images: { mode: 'prebuilt', references: others } }))
    expect(problems).toEqual([expect.stringContaining('images.references.web is missing')])
  })

  test('are named by digest on OKE, and may be named by tag on Minikube', () => {
    expect(problemsOf(withSections(okeConfig, prebuilt))).toEqual([])
    expect(problemsOf(withSections(minikubeConfig, tagged))).toEqual([])
    expect(problemsOf(withSections(okeConfig, tagged))).toEqual([expect.stringContaining('images.references.web')])
  })
})
