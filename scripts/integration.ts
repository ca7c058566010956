import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requirePrograms } from '../src/local/dapr/require-programs.ts'
import { createTerminal, tellFailure } from '../src/local/terminal.ts'
import { requireBrowser } from './browser/require-browser.ts'
import { readBack } from './chaos/read-back.ts'
import { tallies } from './chaos/verdict.ts'
import { faults } from './integration/faults.ts'
import { measureLatency } from './integration/latency.ts'
import { openPage } from './integration/open-page.ts'
import { startProduct } from './integration/product.ts'
import { checkReplicas } from './integration/replicas.ts'
import { type Check, reportTrial, reportWhole, trialHeader } from './integration/report.ts'
import { measureRelay } from './integration/throughput.ts'
import { runTrial, type Trial } from './integration/trial.ts'
import { type Account, signUp } from './product/api-client.ts'
import { runStep } from './test/run-step.ts'
import { browser, type Step, vitest } from './test/steps.ts'

/**
 * `npm run test:integration`: the product on real sidecars and a real broker, two replicas of each process; lets users
 * work while one thing after another breaks, and holds what they were told against what is there. Names of faults as
 * arguments try only those.
 */

const users = 4
/** What people do first, and what needs every process. */
const browserTests = ['--project=desktop', 'first-task', 'live', 'reminders', 'series']
const terminal = createTerminal()
/** What the product complains of while things break; shown where something is wrong in the end. */
const said: string[] = []
const stopping = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.on(name, () => stopping.abort(new Error('Stopped.')))

async function run(names: readonly string[]): Promise<Check[]> {
  requirePrograms()
  requireBrowser()
  await using cleanUp = new AsyncDisposableStack()
  const reports = await mkdtemp(join(tmpdir(), 'todo-chatbot-reports-'))
  cleanUp.defer(() => rm(reports, { recursive: true, force: true }))
  const all = names.length === 0
  // It has a broker and a database of its own, and mostly waits.
  const parts = all ? countStep(vitest('integration', 'Parts with real sidecars and a real broker'), reports) : []
  const { product, stop } = await startProduct({ ...terminal, say: (text) => said.push(text) }, stopping.signal)
  cleanUp.defer(stop)
  const accounts = await signUpAll(product.url, users + 1)
  const [watcher, ...busy] = accounts
  if (watcher === undefined) throw new Error('nobody signed up')
  const page = await openPage(product.url, watcher)
  cleanUp.defer(page.close)
  const checks: Check[] = []
  if (all) {
    const step = browser('Playwright against two replicas of each process', {
      args: browserTests,
      baseUrl: product.url,
    })
    checks.push(...(await countStep(step, reports)), ...(await parts))
    checks.push(...(await checkReplicas(product)))
    checks.push(...(await measureLatency(product, busy)), ...(await measureRelay(product)))
  }
  trialHeader()
  const trials: Trial[] = []
  for (const fault of chosen(names)) {
    stopping.signal.throwIfAborted()
    if (fault.possible?.(product) === false) {
      console.log(`${fault.name}: not tried, the broker is somebody else's`)
      continue
    }
    const trial = await runTrial(fault, { product, accounts: busy, page })
    trials.push(trial)
    checks.push(...reportTrial(trial))
  }
  checks.push(...(await wholeRun(trials)), await attempt('the open page shows everything once', page.expectAllOnce))
  return checks
}

/** Each test of a step as a check. */
async function countStep(step: Step, reports: string): Promise<Check[]> {
  const { passed, failed } = await runStep(step, reports)
  const times = (count: number, ok: boolean): Check[] =>
    Array.from({ length: count }, () => ({ what: step.title, passed: ok }))
  return [...times(passed, true), ...times(failed, false)]
}

function chosen(names: readonly string[]): typeof faults {
  const unknown = names.filter((name) => !faults.some((fault) => fault.name === name))
  if (unknown.length > 0)
    throw new Error(`There is no fault ${unknown.join(', ')}: ${faults.map(({ name }) => name).join(', ')}`)
  return names.length === 0 ? faults : faults.filter(({ name }) => names.includes(name))
}

async function signUpAll(url: string, count: number): Promise<Account[]> {
  const names = Array.from({ length: count }, (_, index) => `user-${index}@example.org`)
  return Promise.all(names.map((email) => signUp(url, email)))
}

async function wholeRun(trials: readonly Trial[]): Promise<Check[]> {
  const ledgers = trials.flatMap((trial) => trial.ledgers)
  return reportWhole(await Promise.all(ledgers.map(async (ledger) => tallies(ledger, await readBack(ledger.api)))))
}

async function attempt(what: string, work: () => Promise<void>): Promise<Check> {
  try {
    await work()
    return { what, passed: true }
  } catch (error) {
    console.log(`    ${error instanceof Error ? error.message : error}`)
    return { what, passed: false }
  }
}

async function main(): Promise<Check[]> {
  try {
    return await run(process.argv.slice(2))
  } catch (error) {
    tellFailure(error)
    return [{ what: 'the run itself', passed: false }]
  }
}

const checks = await main()
const failed = checks.filter(({ passed }) => !passed)
if (failed.length > 0) {
  console.log(said.slice(-50).join('\n'))
  console.log(`\nNot so:\n${failed.map(({ what }) => `  ${what}`).join('\n')}`)
}
console.log(`\n${checks.length - failed.length} passed, ${failed.length} failed`)
process.exit(failed.length === 0 ? 0 : 1)
