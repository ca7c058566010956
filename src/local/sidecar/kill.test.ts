import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { AppEvent } from '../../domain/events.ts'
import { createLog } from '../../process/log.ts'
import { createSidecar } from '../../process/sidecar/create-sidecar.ts'
import { createEmptyDatabase } from '../../server/testing/test-database.ts'
import { reminderDue } from './contract/target.ts'
import { startTestApp } from './contract/test-app.ts'

const route = '/events/reminders'
const rounds = 6

/** A process of its own that is nothing but the stand-in; says its port when it is up. */
async function startProcess(
  databaseUrl: string,
  appPort: number,
  sidecarPort: number,
): Promise<{ child: ChildProcess; port: number }> {
  const apps = { server: { sidecarPort, appPort }, notifications: { sidecarPort: 0, appPort } }
  const code = `
    import { startSidecars } from ${JSON.stringify(new URL('./start-sidecars.ts', import.meta.url).href)}
    import { createLog } from ${JSON.stringify(new URL('../../process/log.ts', import.meta.url).href)}
    const logger = createLog({ app: 'local', level: 'error' })
    const options = { secrets: {}, databaseUrl: ${JSON.stringify(databaseUrl)}, apps: ${JSON.stringify(apps)}, logger }
    console.log((await startSidecars(options)).ports.server)`
  const child = spawn('node', ['--input-type=module-typescript', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await once(child.stdout, 'data')
  return { child, port: Number(said) }
}

test('killed at any moment under load, it loses nothing that it accepted and keeps each user’s order', async () => {
  const database = await createEmptyDatabase('todo_sidecar')
  const app = await startTestApp()
  let { child, port } = await startProcess(database.url, app.port, 0)
  onTestFinished(async () => {
    child.kill('SIGKILL')
    await app.shut()
    await database.drop()
  })
  const log = createLog({ app: 'test', level: 'error', destination: { write: () => {} } })
  const sidecar = createSidecar({ port, log, timeoutMs: 2_000 })
  const users = Array.from({ length: 20 }, () => randomUUID())
  const accepted: AppEvent[] = []
  let done = false
  // Each user's next event is published only when the one before was accepted, as the outbox relay does.
  const publishing = users.map(async (userId) => {
    while (!done) {
      const event = reminderDue(userId)
      const publish = () =>
        sidecar.publish(event).then(
          () => true,
          () => false,
        )
      while (!(await publish())) if (done) return
      accepted.push(event)
    }
  })
  for (let round = 0; round < rounds; round += 1) {
    const enough = accepted.length + 20 + Math.floor(Math.random() * 200)
    await vi.waitFor(() => expect(accepted.length).toBeGreaterThan(enough), { timeout: 40_000, interval: 1 })
    child.kill('SIGKILL')
    await once(child, 'exit')
    child = (await startProcess(database.url, app.port, port)).child
  }
  done = true
  await Promise.all(publishing)
  const ids = accepted.map(({ id }) => id)
  const missing = () => {
    const received = new Set(app.eventIds(route))
    return ids.filter((id) => !received.has(id))
  }
  await vi.waitFor(() => expect(missing()).toEqual([]), {
    timeout: 30_000,
    interval: 100,
  })
  const firstTimes = [...new Set(app.eventIds(route))]
  for (const userId of users) {
    const own = accepted.filter(({ data }) => data.userId === userId).map(({ id }) => id)
    expect(firstTimes.filter((id) => own.includes(id))).toEqual(own)
  }
})
