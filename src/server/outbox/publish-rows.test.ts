import { expect, it } from 'vitest'
import { type OutboxRow, publishRows } from './publish-rows.ts'

const row = (id: string, userId: string): OutboxRow => ({
  id,
  user_id: userId,
  event_id: `event-${id}`,
  type: 'task.created',
  topic: 'task-events',
  data: {},
  traceparent: null,
})

it('a refused batch is told once for each reason, and what comes after a refused event of its user waits', async () => {
  const reasons: Record<string, string> = { 'event-1': 'away', 'event-3': 'away', 'event-4': 'too large' }
  const rows = [row('1', 'ada'), row('2', 'ada'), row('3', 'bob'), row('4', 'cy'), row('5', 'dan')]
  const sidecar = {
    publishBulk: async (_: string, events: readonly { id: string }[]) =>
      events.flatMap(({ id }) => (reasons[id] === undefined ? [] : [{ id, reason: reasons[id] }])),
  }
  const { ids, failures } = await publishRows(rows, { sidecar, signal: AbortSignal.timeout(1_000) })
  expect(ids).toEqual(['5'])
  expect(failures.map(({ eventIds, cause }) => [eventIds, String(cause)])).toEqual([
    [['event-1', 'event-3'], 'Error: away'],
    [['event-4'], 'Error: too large'],
  ])
})
