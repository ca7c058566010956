import { expect, test, vi } from 'vitest'
import { createLog } from '../../../process/log.ts'
import { createSidecar } from '../../../process/sidecar/create-sidecar.ts'
import { type Contract, callSidecar, reminderDue } from './target.ts'

/** Health, tokens and cron bindings. */
export function processContract(contract: () => Contract): void {
  test('health is open to all and answers when the components are ready', async () => {
    const { target } = contract()
    for (const path of ['/v1.0/healthz', '/v1.0/healthz/outbound']) {
      expect((await fetch(`http://127.0.0.1:${target.port('server')}${path}`)).status).toBe(204)
    }
  })

  test('the sidecar names its app', async () => {
    const metadata = await (await callSidecar(contract(), 'recurring', '/v1.0/metadata')).json()
    expect(metadata.id).toBe('recurring')
  })

  test('without the right token nothing is done', async () => {
    const asked = (path: string, method: string) =>
      callSidecar(contract(), 'server', path, { method, headers: { 'dapr-api-token': 'wrong' } }).then(
        ({ status }) => status,
      )
    expect(await asked('/v1.0/publish/pubsub/reminders', 'POST')).toBe(401)
    expect(await asked('/v1.0/state/statestore/key', 'GET')).toBe(401)
    expect(await asked('/v1.0/secrets/secrets/auth-secret', 'GET')).toBe(401)
    expect(await asked('/v1.0/invoke/server/method/api/x', 'GET')).toBe(401)
    const log = createLog({ app: 'contract', level: 'error' })
    const stranger = createSidecar({ port: contract().target.port('server'), apiToken: 'wrong', log, timeoutMs: 1_000 })
    await expect(stranger.publish(reminderDue())).rejects.toMatchObject({ code: 'unavailable' })
    await expect(stranger.publishBulk('reminders', [reminderDue()])).rejects.toMatchObject({ code: 'unavailable' })
    await expect(stranger.saveState('key', 1)).rejects.toMatchObject({ code: 'unavailable' })
    await expect(stranger.getState('key')).rejects.toMatchObject({ code: 'unavailable' })
  })

  test('a cron binding fires on every replica, again and again, with the token of the app', async () => {
    const { apps, target } = contract()
    for (const server of [apps.server, apps.secondServer]) {
      await vi.waitFor(() => expect(server.callsTo('/reminder-sweep').length).toBeGreaterThanOrEqual(2), {
        timeout: 10_000,
      })
      const [first, second] = server.callsTo('/reminder-sweep')
      expect(first?.method).toBe('POST')
      expect(first?.headers['dapr-api-token']).toBe(target.appApiToken('server'))
      const gap = (second?.at ?? 0) - (first?.at ?? 0)
      expect(gap).toBeGreaterThan(500)
      expect(gap).toBeLessThan(3_000)
    }
  })
}
