import { loadavg } from 'node:os'
import { createBenchDatabase, withClient } from './database.ts'
import { benchLiveUpdates } from './live-updates.ts'
import { measureMemory } from './memory.ts'
import { type Options, readOptions, type Suite, usage } from './options.ts'
import { type BenchProduct, makeUsers, startBenchProduct } from './product.ts'
import { benchReminders } from './reminders.ts'
import { printReport, type Result, rounded } from './report.ts'
import { benchRowLevelSecurity } from './row-level-security.ts'
import type { LoadUser } from './scenarios.ts'
import { benchSearch } from './search.ts'
import { seedTasks, writeUserTasks } from './seed.ts'
import { startThroughput } from './throughput.ts'

/**
 * `npm run bench`: the product as `npm start` runs it, on data of its own that are removed afterwards, against the raw
 * limit of the same statements and against what is promised.
 */

const loadUsers = 64

async function run(options: Options): Promise<Result[]> {
  await using cleanUp = new AsyncDisposableStack()
  const wants = (...names: Suite[]): boolean => names.some((name) => options.only.has(name))
  const results: Result[] = []
  const measure = async (name: string, work: () => Promise<Result>): Promise<void> => {
    results.push(await step(name, work))
  }
  const product = await step('Starting the product', startBenchProduct)
  cleanUp.defer(product.stop)
  const users = wants('live', 'list', 'create')
    ? await step('Signing users up', () => makeUsers(product, loadUsers))
    : []
  if (wants('live')) await measure('Live updates', () => benchLiveUpdates(product, users, options.seconds * 6))
  if (wants('reminders')) await measure('Reminders', () => benchReminders(product))
  const database = await step('Making a second database', () => createBenchDatabase(product.database))
  if (wants('list', 'create'))
    results.push(
      ...(await compareThroughput({
        product,
        users,
        options,
        rawUrl: database.appUrl,
        rawAdminUrl: database.adminUrl,
      })),
    )
  if (wants('memory')) results.push(measureMemory(product))
  if (wants('search', 'rls')) {
    const { seed } = options
    const text = `Writing ${seed.tasks.toLocaleString('en')} tasks, ${seed.ofOneUser.toLocaleString('en')} of one user`
    const seeded = await step(text, () => seedTasks(database.adminUrl, seed))
    if (wants('search')) await measure('Search', () => benchSearch(database, seeded, options.searchesPerKind))
    if (wants('rls'))
      await measure('Row-level security', () => benchRowLevelSecurity(database, seeded, options.rounds * 3))
  }
  return results
}

type ThroughputRun = { product: BenchProduct; users: LoadUser[]; options: Options; rawUrl: string; rawAdminUrl: string }

async function compareThroughput({ product, users, options, rawUrl, rawAdminUrl }: ThroughputRun): Promise<Result[]> {
  const results: Result[] = []
  const ids = users.map(({ id }) => id)
  await step('Giving each user some tasks', async () => {
    await withClient(rawAdminUrl, (admin) =>
      admin.query(`INSERT INTO auth."user" (id, name, email) SELECT id, 'Bench', id FROM unnest($1::uuid[]) id`, [ids]),
    )
    for (const url of [product.appUrl, rawUrl]) await writeUserTasks(url, ids)
  })
  const throughput = await startThroughput({ product, rawUrl, users, ...options })
  const compare = async (comparison: Parameters<typeof throughput.compare>[0]): Promise<void> => {
    results.push(await step(comparison.name, () => throughput.compare(comparison)))
  }
  try {
    if (options.only.has('list')) await compare({ name: 'list of 50', call: 'list', users, target: 0.5 })
    if (options.only.has('create')) {
      await compare({ name: 'create, 64 users', call: 'create', users, target: 0.35 })
      await compare({ name: 'create, one user', call: 'create', users: users.slice(0, 1), target: null })
    }
  } finally {
    await throughput.stop()
  }
  return results
}

async function step<T>(text: string, work: () => Promise<T>): Promise<T> {
  const start = performance.now()
  process.stdout.write(`${text} … `)
  const result = await work()
  console.log(`${rounded((performance.now() - start) / 1_000, 1)} s`)
  return result
}

async function main(): Promise<number> {
  try {
    const options = readOptions(process.argv.slice(2))
    if (options === null) {
      console.log(usage)
      return 0
    }
    const start = performance.now()
    const busy = loadavg()[0] ?? 0
    const results = await run(options)
    printReport(results)
    console.log(
      `\n${rounded((performance.now() - start) / 60_000, 1)} minutes. Load of the machine before it began: ${rounded(busy)}.`,
    )
    return results.some(({ reached }) => reached === false) ? 1 : 0
  } catch (error) {
    console.error(error instanceof Error ? error.message : error, `\n\n${usage}`)
    return 2
  }
}

process.exitCode = await main()
