import { randomUUID } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { createLog } from '../../../process/log.ts'
import { createSidecar } from '../../../process/sidecar/create-sidecar.ts'
import { type Contract, callSidecar } from './target.ts'

/** The state store and the secret store. */
export function stateContract(contract: () => Contract): void {
  const client = (app: 'server' | 'notifications' | 'recurring' = 'notifications') => {
    const { target } = contract()
    const log = createLog({ app: 'contract', level: 'error' })
    return createSidecar({ port: target.port(app), apiToken: target.daprApiToken(app), log })
  }

  test('a value is stored, read with its ETag, replaced and deleted', async () => {
    const sidecar = client()
    const key = randomUUID()
    expect(await sidecar.getState(key)).toBeNull()
    expect(await sidecar.saveState(key, { attempts: 1 })).toBe('saved')
    const first = await sidecar.getState(key)
    expect(first?.value).toEqual({ attempts: 1 })
    expect(await sidecar.saveState(key, { attempts: 2 })).toBe('saved')
    const second = await sidecar.getState(key)
    expect(second?.value).toEqual({ attempts: 2 })
    expect(second?.etag).not.toBe(first?.etag)
    expect(await sidecar.deleteState(key)).toBe('deleted')
    expect(await sidecar.getState(key)).toBeNull()
    expect(await sidecar.deleteState(key)).toBe('deleted')
  })

  test('a write with an ETag that is no longer current is refused', async () => {
    const sidecar = client()
    const key = randomUUID()
    await sidecar.saveState(key, 1)
    const etag = (await sidecar.getState(key))?.etag ?? ''
    expect(await sidecar.saveState(key, 2, { etag })).toBe('saved')
    expect(await sidecar.saveState(key, 3, { etag })).toBe('conflict')
    expect(await sidecar.deleteState(key, { etag })).toBe('conflict')
    expect((await sidecar.getState(key))?.value).toBe(2)
    expect(await sidecar.deleteState(key, { etag: (await sidecar.getState(key))?.etag ?? '' })).toBe('deleted')
  })

  test('of many first writes at once exactly one wins', async () => {
    const key = randomUUID()
    const results = await Promise.all(
      Array.from({ length: 8 }, (_, index) => client().saveState(key, index, { etag: null })),
    )
    expect(results.filter((result) => result === 'saved')).toHaveLength(1)
    expect((await client().getState(key))?.value).toBe(results.indexOf('saved'))
  })

  test('a value with a time to live expires, and can be first written again', async () => {
    const sidecar = client()
    const key = randomUUID()
    await sidecar.saveState(key, 'lease', { ttlSeconds: 1, etag: null })
    expect((await sidecar.getState(key))?.value).toBe('lease')
    await vi.waitFor(async () => expect(await sidecar.getState(key)).toBeNull(), { timeout: 30_000, interval: 50 })
    expect(await sidecar.saveState(key, 'again', { etag: null })).toBe('saved')
  })

  test('keys belong to their app', async () => {
    const key = randomUUID()
    await client('notifications').saveState(key, 'mine')
    expect(await client('recurring').getState(key)).toBeNull()
  })

  test('an unknown store is refused, and so is an app that keeps no state', async () => {
    expect((await callSidecar(contract(), 'notifications', '/v1.0/state/elsewhere/key')).status).toBe(400)
    expect((await callSidecar(contract(), 'web', '/v1.0/state/statestore/key')).status).toBe(404)
  })

  test('a secret is given to the app that may read it, and to no other', async () => {
    expect(await client('server').getSecret('auth-secret')).toBe('a secret of the contract suite')
    await expect(client('notifications').getSecret('auth-secret')).rejects.toMatchObject({ code: 'unavailable' })
    const status = (app: 'server' | 'web', name: string) =>
      callSidecar(contract(), app, `/v1.0/secrets/secrets/${name}`).then((response) => response.status)
    expect(await status('web', 'auth-secret')).toBe(404)
    expect(await status('server', 'something-else')).toBe(403)
    expect(await status('server', 'database-url-app')).toBe(500)
  })
}
