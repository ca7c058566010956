import { randomUUID } from 'node:crypto'
import type { AppId } from '../../src/domain/topology.ts'
import { type Account, apiClient } from '../product/api-client.ts'
import { readLogs, scanLogs } from './log-lines.ts'
import { produce } from './produce.ts'
import type { Product } from './product.ts'
import type { Check } from './report.ts'
import { until } from './until.ts'

/** The word that whatever is private here holds. */
const word = 'Geheimnis'
const told: readonly { app: AppId; msg: string }[] = [
  { app: 'notifications', msg: 'malformed event given to the dead letters' },
  { app: 'recurring', msg: 'malformed event given to the dead letters' },
  { app: 'notifications', msg: 'event handled' },
  { app: 'recurring', msg: 'event handled' },
  { app: 'server', msg: 'wake-up dropped' },
  { app: 'server', msg: 'call failed' },
]

/** Gives every process what no log may tell, in what succeeds and in what fails, and searches all logs for it. */
export async function checkPrivacy(product: Product, [account]: readonly Account[]): Promise<Check[]> {
  if (account === undefined) throw new Error('nobody is signed up')
  const before = (await readLogs(product)).length
  await use(product, account)
  await misuse(product, account)
  await publishMalformed(product)
  await whileDatabaseRefuses(product, async () => {
    if ((await create(product, account)) !== 500) throw new Error('the database did not refuse')
  })
  const isTold = async () => {
    const lines = await readLogs(product)
    return told.every(({ app, msg }) => lines.some(({ fields }) => fields.app === app && fields.msg === msg))
  }
  await until('the lines of what failed', isTold)
  console.log(`private words: ${(await readLogs(product)).length - before} lines came of them`)
  return [await scanLogs(product, [account], [word, word.toLowerCase()])]
}

const post = (url: string, body: unknown, cookie = '') =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: new URL(url).origin, cookie },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  })

async function create({ url }: Product, { cookie }: Account, task: object = {}): Promise<number> {
  const given = { title: word, notes: word, tags: [word.toLowerCase()], ...task }
  return (await post(`${url}/api/trpc/tasks.create`, { mutationId: randomUUID(), task: given }, cookie)).status
}

/** What people do: a task that repeats, a reminder, a message to an address that does not exist, a conversation. */
async function use(product: Product, account: Account): Promise<void> {
  const api = apiClient(product.url, account.cookie)
  const at = new Date(Date.now() + 1_000).toISOString()
  if ((await create(product, account, { reminders: [{ kind: 'absolute', at }] })) !== 200) throw new Error('refused')
  const webhook = { mutationId: randomUUID(), url: `https://${word.toLowerCase()}.invalid/${word}` }
  const { id } = await api.destinations.addWebhook.mutate(webhook)
  await api.destinations.test.mutate({ mutationId: randomUUID(), id })
  await post(`${product.url}/api/trpc/chat.send`, { text: `add ${word} tomorrow` }, account.cookie)
  const handled = async () => (await readLogs(product)).some(({ fields }) => fields.event === 'delivery.due')
  await until('the message to be tried', handled)
  await api.destinations.remove.mutate({ mutationId: randomUUID(), id })
}

async function misuse(product: Product, account: Account): Promise<void> {
  const { url } = product
  await create(product, account, { due: { date: word } })
  await post(`${url}/api/trpc/tasks.create`, `{"${word}`, account.cookie)
  await post(`${url}/api/trpc/${word}`, {}, account.cookie)
  await post(`${url}/api/${word}`, {}, account.cookie)
  await post(`${url}/api/auth/sign-in/email`, { email: account.email, password: word })
  await post(`${url}/api/auth/sign-up/email`, { email: account.email, password: `${word}-${word}`, name: word })
  await fetch(`${url}/api/calendar/${word}.ics`)
  await fetch(`${url}/${word}?${word}=${word}`)
}

async function publishMalformed({ kafka }: Product): Promise<void> {
  const envelope = { id: randomUUID(), source: 'elsewhere', specversion: '1.0' }
  const messages = [
    { ...envelope, type: word, data: word },
    { ...envelope, type: 'task.created', data: { userId: word, [word]: word } },
    word,
  ].map((value) => ({ key: Buffer.from(envelope.id), value: Buffer.from(JSON.stringify(value)) }))
  for (const topic of ['reminders', 'task-events', 'task-updates']) await produce(kafka, topic, { messages })
}

/** The database refuses tasks of that title, in words that hold it. */
async function whileDatabaseRefuses({ query }: Product, work: () => Promise<void>): Promise<void> {
  await query(`CREATE FUNCTION app.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'refused % and "%"', NEW.title, NEW.notes USING DETAIL = NEW.notes; END $$`)
  await query('GRANT EXECUTE ON FUNCTION app.refuse TO PUBLIC')
  await query(`CREATE TRIGGER refuse BEFORE INSERT ON app.task FOR EACH ROW WHEN (NEW.title = '${word}')
    EXECUTE FUNCTION app.refuse()`)
  try {
    await work()
  } finally {
    await query('DROP TRIGGER refuse ON app.task')
    await query('DROP FUNCTION app.refuse')
  }
}
