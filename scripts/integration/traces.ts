import { randomUUID } from 'node:crypto'
import type { AppId } from '../../src/domain/topology.ts'
import { nextTraceparent, traceIdOf } from '../../src/process/trace.ts'
import { type Account, apiClient } from '../product/api-client.ts'
import { type LogLine, readLogs } from './log-lines.ts'
import type { Product } from './product.ts'
import type { Check } from './report.ts'
import { until } from './until.ts'

type Told = { app: AppId; msg: string }
const told = (app: AppId, msg: string): Told => ({ app, msg })

/** A completion, from the browser's call to the next occurrence that `server` makes for the worker. */
const ofCompletion = [
  told('web', 'call passed on'),
  told('server', 'call answered'),
  told('recurring', 'event handled'),
  told('server', 'invocation answered'),
]
/** A reminder, from the schedule that finds it due. */
const ofReminder = [
  told('server', 'schedule ran'),
  told('notifications', 'event handled'),
  told('server', 'invocation answered'),
]

/** Whether one trace id is in the lines of every process that a request passes, the broker between them. */
export async function checkTraces(product: Product, [account]: readonly Account[]): Promise<Check[]> {
  if (account === undefined) throw new Error('nobody is signed up')
  const traceparent = nextTraceparent(undefined)
  const traceId = traceIdOf(traceparent)
  const api = apiClient(product.url, account.cookie, { traceparent })
  const at = new Date(Date.now() + 2_000).toISOString()
  const date = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10)
  const { tasks } = await api.tasks.create.mutate({
    mutationId: randomUUID(),
    task: {
      ...{ title: 'Traced', timeZone: 'UTC', due: { date, time: '09:00' }, recurrence: { rule: 'FREQ=DAILY' } },
      reminders: [{ kind: 'absolute', at }],
    },
  })
  const handled = (line: LogLine) => line.fields.event === 'reminder.due' && line.file.startsWith('notifications')
  const before = (await readLogs(product)).filter(handled).length
  await until('the reminder', async () => (await readLogs(product)).filter(handled).length > before)
  const reminded = (await readLogs(product)).findLast(handled)?.fields.traceId
  await api.tasks.complete.mutate({ mutationId: randomUUID(), target: { id: tasks[0]?.id ?? '' } })
  return [
    await follow(product, { what: 'a completion', traceId, expected: ofCompletion }),
    await follow(product, { what: 'a reminder', traceId: reminded, expected: ofReminder }),
  ]
}

type Followed = { what: string; traceId: unknown; expected: readonly Told[] }

async function follow(product: Product, { what, traceId, expected }: Followed): Promise<Check> {
  let lines: LogLine[] = []
  const missing = () =>
    expected.filter(({ app, msg }) => !lines.some(({ fields }) => fields.app === app && fields.msg === msg))
  await until(`the lines of ${what}`, async () => {
    lines = (await readLogs(product)).filter(({ fields }) => traceId !== undefined && fields.traceId === traceId)
    return missing().length === 0
  }).catch((error: unknown) => console.log(`    ${error}`))
  const way = lines.map(({ fields }) => `${fields.app}: ${fields.msg}`)
  console.log(`${what} as trace ${traceId}: ${[...new Set(way)].join(', ')}`)
  return { what: `${what} has one trace id in the lines of every process`, passed: missing().length === 0 }
}
