import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requirePrograms } from '../src/local/dapr/require-programs.ts'
import { createTerminal, tellFailure } from '../src/local/terminal.ts'
import { requireBrowser } from './browser/require-browser.ts'
import { readBack } from './chaos/read-back.ts'
import { tallies } from './chaos/verdict.ts'
import { faults } from './integration/faults.ts'
import { measureLatency } from './integration/latency.ts'
import { scanLogs } from './integration/log-lines.ts'
import { openPage } from './integration/open-page.ts'
import { checkPrivacy } from './integration/private-logs.ts'
import { startProduct } from './integration/product.ts'
import { checkReplicas } from './integration/replicas.ts'
import { type Check, reportTrial, reportWhole, trialHeader } from './integration/report.ts'
import { measureRelay } from './integration/throughput.ts'
import { checkTraces } from './integration/traces.ts'
import { runTrial, type Trial } from './integration/trial.ts'
import { type Account, signUp } from './product/api-client.ts'
import { runStep } from './test/run-step.ts'
import { browser, type Step, vitest } from './test/steps.ts'

/**
 * `npm run test:integration`: the product on real sidecars and a real broker, two replicas of each process; lets users
 * work while one thing after another breaks, and holds what they were told against what is there. As arguments: `parts`,
 * `browser`, `logs`, `speed` and names of faults, to try only those.
 */

const users = 4
const partsStep = vitest('integration', 'Parts with real sidecars and a real broker')
/** What people do first, and what needs every process; with patience, as so many processes run here. */
const browserStep = (baseUrl: string): Step =>
  browser('Playwright against two replicas of each process', {
    args: ['--project=desktop', '--timeout=120000', 'first-task', 'live', 'reminders', 'series'],
    baseUrl,
  })
/** What can be asked for beside faults. */
const sections = ['parts', 'browser', 'logs', 'speed']
const keptLogs = 'test-results/integration'
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
  const wanted = (name: string): boolean => names.length === 0 || names.includes(name)
  const checks: Check[] = []
  if (wanted('parts')) checks.push(...(await countStep(partsStep, reports)))
  const { product, stop } = await startProduct({ ...terminal, say: (text) => said.push(text) }, stopping.signal)
  cleanUp.defer(stop)
  const accounts = await signUpAll(product.url, users + 1)
  const [watcher, ...busy] = accounts
  if (watcher === undefined) throw new Error('nobody signed up')
  const page = await openPage(product.url, watcher)
  cleanUp.defer(page.close)
  if (wanted('browser')) checks.push(...(await countStep(browserStep(product.url), reports)))
  if (wanted('logs')) {
    for (const check of [checkTraces, checkPrivacy])
      checks.push(...(await measured(check.name, () => check(product, busy))))
  }
  if (wanted('speed')) {
    for (const measure of [checkReplicas, measureLatency, measureRelay])
      checks.push(...(await measured(measure.name, () => measure(product, busy))))
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
  checks.push(await scanLogs(product, accounts))
  if (checks.some(({ passed }) => !passed)) await keepLogs(product.dataDir)
  return checks
}

/** What `measure` finds, or that it failed. */
async function measured(name: string, measure: () => Promise<Check[]>): Promise<Check[]> {
  const found: Check[] = []
  const done = await attempt(name, async () => void found.push(...(await measure())))
  return [...found, done]
}

/** Logs of processes and sidecars, for whoever has to find out. */
async function keepLogs(dataDir: string): Promise<void> {
  await cp(join(dataDir, 'logs'), join(keptLogs, 'processes'), { recursive: true })
  await cp(join(dataDir, 'dapr/logs'), join(keptLogs, 'sidecars'), { recursive: true })
  console.log(`\nLogs are kept in ${keptLogs}.`)
}

/** Each test of a step as a check. */
async function countStep(step: Step, reports: string): Promise<Check[]> {
  const { passed, failed } = await runStep(step, reports)
  const times = (count: number, ok: boolean): Check[] =>
    Array.from({ length: count }, () => ({ what: step.title, passed: ok }))
  return [...times(passed, true), ...times(failed, false)]
}

function chosen(names: readonly string[]): typeof faults {
  const known = [...sections, ...faults.map(({ name }) => name)]
  const unknown = names.filter((name) => !known.includes(name))
  if (unknown.length > 0) throw new Error(`There is no ${unknown.join(', ')}. There are: ${known.join(', ')}.`)
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
