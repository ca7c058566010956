import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Step, type StepResult, steps } from './test/steps.ts'

/** `npm test`: every step, even where one before it failed. `npm test -- unit api` runs only those. */

const seconds = (start: number): string => ((performance.now() - start) / 1_000).toFixed(1)

async function runStep(step: Step, reports: string): Promise<StepResult> {
  const start = performance.now()
  if (process.stdout.isTTY) process.stdout.write(`… ${step.title}`)
  const result = await step.run(reports)
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K')
  const { passed, failed, output } = result
  console.log(`${failed ? '✗' : '✓'} ${step.title}: ${passed} passed, ${failed} failed (${seconds(start)} s)`)
  if (failed) console.log(`\n${output.trimEnd()}\n`)
  return result
}

function chooseSteps(names: string[]): readonly Step[] | undefined {
  const unknown = names.filter((name) => !steps.some((step) => step.name === name))
  if (unknown.length === 0) return names.length === 0 ? steps : steps.filter(({ name }) => names.includes(name))
  console.error(`There is no step ${unknown.join(', ')}. The steps are ${steps.map(({ name }) => name).join(', ')}.`)
  return undefined
}

/** Returns the exit code. */
async function main(): Promise<number> {
  const chosen = chooseSteps(process.argv.slice(2))
  if (!chosen) return 2
  const reports = mkdtempSync(join(tmpdir(), 'todo-chatbot-reports-'))
  const sum = { passed: 0, failed: 0 }
  try {
    for (const step of chosen) {
      const { passed, failed } = await runStep(step, reports)
      sum.passed += passed
      sum.failed += failed
    }
  } finally {
    rmSync(reports, { recursive: true, force: true })
  }
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`)
  return sum.failed === 0 ? 0 : 1
}

process.exitCode = await main()
