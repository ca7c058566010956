import type { Product } from './product.ts'
import type { Check } from './report.ts'
import { until } from './until.ts'

const events = 20_000
const wanted = 1_000

/**
 * Writes many events at once and takes the time until the relays have published them, by the database's clock, and
 * until the workers have read them. The rates are told and not judged.
 */
export async function measureRelay(product: Product): Promise<Check[]> {
  await product.query(
    `SELECT count(app.emit(u.id, 1::bigint, 'task-events', 'task.created', jsonb_build_object('taskId', gen_random_uuid(), 'version', 1)))
     FROM generate_series(1, $1) n
     JOIN (SELECT user_id AS id, row_number() OVER (ORDER BY user_id) AS number, count(*) OVER () AS users FROM app.profile) u
       ON u.number = n % u.users + 1`,
    [events],
  )
  const start = Date.now()
  const unpublished = () =>
    product.query<{ left: number }>('SELECT count(*)::int AS left FROM app.outbox WHERE published_at IS NULL')
  await until('the events to be published', async () => ((await unpublished())[0]?.left ?? 0) === 0)
  const [row] = await product.query<{ rate: number }>(
    `SELECT count(*) / greatest(extract(epoch FROM max(published_at) - min(published_at)), 0.001)::float8 AS rate
     FROM app.outbox WHERE type = 'task.created' AND published_at >= to_timestamp($1)`,
    [start / 1_000],
  )
  const rate = Math.round(row?.rate ?? 0)
  await until('the workers to have read them', async () => (await lag(product)) === 0)
  const consumed = Math.round(events / ((Date.now() - start) / 1_000))
  console.log(`relay: ${rate} events/s published (${wanted} wanted), ${consumed} events/s published and consumed`)
  return [{ what: 'the relay publishes whatever is there, and the workers read it', passed: rate > 0 }]
}

/** Events that the recurring worker has not read yet. */
async function lag({ kafka }: Product): Promise<number> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const ends = await admin.fetchTopicOffsets('task-events')
    const [read] = await admin.fetchOffsets({ groupId: 'recurring', topics: ['task-events'] })
    const readTo = new Map(read?.partitions.map(({ partition, offset }) => [partition, Number(offset)]))
    return ends.reduce(
      (sum, { partition, high, low }) => sum + Number(high) - Math.max(readTo.get(partition) ?? 0, Number(low)),
      0,
    )
  } finally {
    await admin.disconnect()
  }
}
