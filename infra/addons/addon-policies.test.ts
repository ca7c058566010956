import { expect, test } from 'vitest'
import { type NamespaceKey, namespaces } from '../namespaces.ts'
import { addonPolicies } from './addon-policies.ts'

const every = Object.keys(namespaces).filter((key): key is NamespaceKey => key in namespaces)
const kubernetesApi = { cidr: '10.0.1.0/28', port: 6443 }
const policies = addonPolicies({ spaces: every, kubernetesApi })

type Rule = { from?: object[]; to?: object[]; ports?: { port: number }[] }
const rules = (namespace: string, way: 'ingress' | 'egress'): Rule[] => {
  const found = policies.find(({ metadata }) => metadata.namespace === namespace)
  return (found?.spec as Record<typeof way, Rule[]> | undefined)?.[way] ?? []
}
const outside = (rule: Rule): boolean => JSON.stringify(rule.to).includes('0.0.0.0/0')

test('every namespace of add-ons is closed both ways, for all its pods', () => {
  expect(policies.map(({ metadata }) => metadata.namespace).sort()).toEqual([
    'cert-manager',
    'cnpg-system',
    'dapr-system',
    'ingress',
    'kafka',
    'postgres',
  ])
  for (const { spec } of policies) expect(spec).toMatchObject({ podSelector: {}, policyTypes: ['Ingress', 'Egress'] })
})

test('no rule opens every port to everybody, and names are resolved everywhere', () => {
  for (const { metadata } of policies) {
    for (const rule of rules(metadata.namespace, 'ingress')) expect(rule.from ?? rule.ports).toBeDefined()
    for (const rule of rules(metadata.namespace, 'egress')) expect(rule.to).toBeDefined()
    expect(JSON.stringify(rules(metadata.namespace, 'egress')[0])).toContain('kube-dns')
  }
})

test('only backups and certificates leave the cluster', () => {
  const leaving = policies.filter(({ metadata }) => rules(metadata.namespace, 'egress').some(outside))
  expect(leaving.map(({ metadata }) => metadata.namespace).sort()).toEqual(['cert-manager', 'postgres'])
})

test('the broker reaches nothing but itself, not even the Kubernetes API', () => {
  expect(rules('kafka', 'egress').slice(1)).toEqual([{ to: [{ podSelector: {} }] }])
  expect(JSON.stringify(rules('postgres', 'egress'))).toContain(kubernetesApi.cidr)
})

test('a stack has policies for what it has', () => {
  expect(addonPolicies({ spaces: ['app', 'dapr'], kubernetesApi }).map(({ metadata }) => metadata.namespace)).toEqual([
    'dapr-system',
  ])
})
