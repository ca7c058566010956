import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { serverEnvironment, workerEnvironment } from '../domain/environment.ts'
import { parseEnvironment } from './environment.ts'

test('values are parsed and defaults filled in; an empty string counts as not set', () => {
  const parsed = parseEnvironment(workerEnvironment, {
    APP_PORT: '3001',
    DAPR_HTTP_PORT: '3501',
    LOG_LEVEL: '',
    HOME: '/root',
  })
  expect(parsed).toMatchObject({ ok: true, value: { APP_PORT: 3001, DAPR_HTTP_PORT: 3501, LOG_LEVEL: 'info' } })
})

test('all problems are reported together, each with the variable and what it is for', () => {
  const parsed = parseEnvironment(serverEnvironment, {
    APP_PORT: '70000',
    APP_URL: 'nonsense',
    TRUSTED_ORIGINS: 'also nonsense',
  })
  expect(parsed.ok).toBe(false)
  const problems = parsed.ok ? [] : parsed.problems
  expect(problems).toHaveLength(4)
  expect(problems[0]).toMatch(/^APP_PORT: .*65535.*\(Port this process listens on\.\)$/)
  expect(problems).toContain('DAPR_HTTP_PORT: is missing (HTTP port of the Dapr sidecar of this process.)')
  expect(problems.map((problem) => problem.split(':')[0])).toEqual(
    expect.arrayContaining(['APP_PORT', 'DAPR_HTTP_PORT', 'APP_URL', 'TRUSTED_ORIGINS']),
  )
})

test('a process without a usable environment says so and exits with 1', async () => {
  const env = { NODE_ENV: 'test', APP_PORT: 'x' } as const
  const { status, stderr } = spawnSync(process.execPath, ['src/workers/recurring/main.ts'], { env, encoding: 'utf8' })
  expect(status).toBe(1)
  expect(stderr).toContain('APP_PORT: ')
  expect(stderr).toContain('DAPR_HTTP_PORT: is missing')
})
