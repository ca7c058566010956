import { expect, test } from 'vitest'
import { deriveSecret, rolePasswords, roleUrls } from './database-urls.ts'

const secret = 'c'.repeat(64)

test('each role has its own password, the same at every deployment', () => {
  const passwords = Object.values(rolePasswords(secret))
  expect(new Set(passwords).size).toBe(6)
  expect(rolePasswords(secret)).toEqual(rolePasswords(secret))
  expect(rolePasswords('d'.repeat(64)).app).not.toBe(rolePasswords(secret).app)
  expect(deriveSecret(secret, 'a')).toMatch(/^[0-9a-f]{64}$/)
})

test('roles go to their own databases on the server of the administrator', () => {
  const urls = roleUrls('postgresql://admin:secret@db.example.org:5433/postgres?sslmode=no-verify', secret)
  const app = new URL(urls.app)
  expect([app.username, app.host, app.pathname, app.search]).toEqual([
    'todo_app',
    'db.example.org:5433',
    '/todo',
    '?sslmode=no-verify',
  ])
  const sidecar = new URL(urls.sidecar)
  expect([sidecar.username, sidecar.pathname, sidecar.search]).toEqual([
    'todo_sidecar',
    '/todo_sidecar',
    '?sslmode=require',
  ])
  expect(Object.values(urls).filter((url) => url.includes('secret'))).toEqual([])
})
