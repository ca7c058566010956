import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AppEvent } from '../../domain/events.ts'
import { createLog } from '../../process/log.ts'
import { createSidecar } from '../../process/sidecar/create-sidecar.ts'
import { readTopic } from '../../server/operations/read-topic.ts'
import { type ContractApps, startContractApps } from '../sidecar/contract/target.ts'
import { type DaprTarget, startDaprTarget } from '../testing/dapr-target.ts'
import { testKafka } from '../testing/fresh-topics.ts'

let apps: ContractApps
let target: DaprTarget

beforeAll(async () => {
  apps = await startContractApps()
  target = await startDaprTarget(apps)
})
afterAll(async () => {
  await target.close()
  await Promise.all(Object.values(apps).map((app) => app.shut()))
})

/** An event about so many tasks; the broker takes a megabyte. */
function changed(count: number): AppEvent {
  const tasks = Array.from({ length: count }, () => ({ id: randomUUID(), version: 1, deleted: false }))
  return { type: 'task.changed', id: randomUUID(), data: { userId: randomUUID(), seq: 1, tasks } }
}

test('of two events published together one fails: it alone is named, and the other arrives', async () => {
  const log = createLog({ app: 'test', level: 'error' })
  const sidecar = createSidecar({ port: target.port('server'), apiToken: target.daprApiToken('server'), log })
  const [small, large] = [changed(1), changed(20_000)]
  const failed = await sidecar.publishBulk('task-updates', [large, small])
  expect(failed).toEqual([{ id: large.id, reason: expect.stringContaining('large') }])
  const arrived = (await readTopic(testKafka(), 'task-updates')).map(
    ({ value }) => JSON.parse(value?.toString() ?? '').id,
  )
  expect(arrived).toEqual([small.id])
})
