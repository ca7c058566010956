import { freePort } from '../src/local/free-port.ts'
import { type Fault, injectFaults } from './chaos/faults.ts'
import { createLoad, emptyLedger, type Ledger } from './chaos/load.ts'
import { countRunning } from './chaos/processes.ts'
import { type State, settled } from './chaos/settle.ts'
import { apiClient, signUp } from './product/api-client.ts'
import { startProduct, temporaryDataFolder } from './product/start-product.ts'

/**
 * `npm run test:chaos`: kills processes of the started product at random moments while users create tasks, then reads
 * everything back. Nothing that was acknowledged may be lost, nothing may be there twice.
 */

const users = 4
type Outcome = { faults: Map<Fault, number>; ledgers: Ledger[]; state: State; orphans: number }

async function run(): Promise<Outcome> {
  await using cleanUp = new AsyncDisposableStack()
  const folder = await temporaryDataFolder()
  cleanUp.defer(folder.remove)
  const options = { port: await freePort('127.0.0.1'), dataDir: folder.path }
  let product = await startProduct(options)
  cleanUp.defer(() => product.stop())

  const accounts = await Promise.all(
    Array.from({ length: users }, (_, index) => signUp(product.url, `user-${index}@example.org`)),
  )
  const ledgers = accounts.map(({ cookie }) => emptyLedger(apiClient(product.url, cookie)))
  const faults = new Map<Fault, number>()
  const left = new Set<number>()
  const enough = new AbortController()
  const load = Promise.all(ledgers.map((ledger) => createLoad(ledger, enough.signal)))
  const injection = injectFaults({
    product,
    dataDir: folder.path,
    restart: async () => {
      product = await startProduct(options)
      return product
    },
    onFault: (fault) => faults.set(fault, (faults.get(fault) ?? 0) + 1),
    onLeft: (pids) => {
      for (const pid of pids) left.add(pid)
    },
  })
  // A load that fails ends the run; one that ends early is such a failure.
  await Promise.race([injection, load])
  enough.abort()
  await load
  const { state } = await settled(ledgers)
  return { faults, ledgers, state, orphans: countRunning(left) }
}

function report({ faults, ledgers, state: { rows, early }, orphans }: Outcome): boolean[] {
  const total = [...faults.values()].reduce((sum, count) => sum + count, 0)
  const sum = (of: (ledger: Ledger) => number): number => ledgers.reduce((all, ledger) => all + of(ledger), 0)
  const line = (...cells: (string | number)[]): void =>
    console.log(cells.map((cell, at) => (at === 0 ? String(cell).padEnd(26) : String(cell).padStart(12))).join(''))
  line('killed', 'times')
  for (const [fault, count] of faults) line(fault, count)
  const replayed = sum((ledger) => ledger.replayed)
  console.log(
    `\n${sum((ledger) => ledger.retried)} calls were sent again, ${replayed} of them had already been carried out.\n`,
  )
  line('what', 'expected', 'lost', 'duplicated')
  for (const { what, expected, lost, duplicated } of rows) line(what, expected, lost, duplicated)
  line('notified too early', early)
  line('processes left behind', orphans)
  const wasTried = rows.filter(({ what }) => what !== 'reminders already past').every(({ expected }) => expected > 20)
  return [
    total >= 20,
    wasTried && replayed > 0,
    early === 0,
    orphans === 0,
    ...rows.flatMap(({ lost, duplicated }) => [lost === 0, duplicated === 0]),
  ]
}

async function main(): Promise<boolean[]> {
  try {
    return report(await run())
  } catch (error) {
    console.error(error)
    return [false]
  }
}

const checks = await main()
const failed = checks.filter((passed) => !passed).length
console.log(`\n${checks.length - failed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)
