import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { loadSecrets } from './secrets.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-secrets-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))
const file = (): string => join(folder, 'secrets.json')

test('secrets are made once, kept, differ from each other and are their owner’s alone', async () => {
  const secrets = await loadSecrets(folder)
  expect(await loadSecrets(folder)).toEqual(secrets)
  expect((await stat(file())).mode & 0o777).toBe(0o600)
  const { roles, tokens, authSecret, superuser } = secrets
  const all = [
    superuser,
    authSecret,
    ...Object.values(roles),
    ...Object.values(tokens).flatMap(({ app, dapr }) => [app, dapr]),
  ]
  expect(new Set(all).size).toBe(15)
})

test('what a later release adds is made without changing the rest', async () => {
  const secrets = await loadSecrets(folder)
  const { tokens: _, ...older } = JSON.parse(await readFile(file(), 'utf8'))
  await writeFile(file(), JSON.stringify(older))
  const completed = await loadSecrets(folder)
  expect(completed).toMatchObject({ roles: secrets.roles, authSecret: secrets.authSecret })
  expect(completed.tokens.web.app).toHaveLength(64)
})

test('a damaged file is never replaced silently', async () => {
  await writeFile(file(), '{"roles"')
  await expect(loadSecrets(folder)).rejects.toThrow('cannot be read as secrets')
  expect(await readFile(file(), 'utf8')).toBe('{"roles"')
})
