import { expect, test } from 'vitest'
import { missingSecrets, requiredSecrets } from './required-secrets.ts'

const all = Object.fromEntries(Object.keys(requiredSecrets).map((name) => [name, 'x']))

test('nothing is said where all are set', () => {
  expect(missingSecrets(all)).toEqual([])
})

test('each one that is missing or blank is named, with its source and the command, and no value of any', () => {
  const lines = missingSecrets({ ...all, OCI_USER: undefined, STACK_SETTINGS: ' ', OCI_PRIVATE_KEY: 'very secret' })
  expect(lines).toHaveLength(3)
  expect(lines[0]).toBe('OCI_USER is missing: user= of ~/.oci/config. Set it: gh secret set OCI_USER --env oke')
  expect(lines[1]).toContain('STACK_SETTINGS is missing')
  expect(lines.join()).not.toContain('very secret')
})

test('with none, all are named at once', () => {
  expect(missingSecrets({})).toHaveLength(Object.keys(requiredSecrets).length + 1)
})
