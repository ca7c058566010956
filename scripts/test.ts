import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runStep } from './test/run-step.ts'
import { type Step, steps } from './test/steps.ts'

/** `npm test`: every step, even where one before it failed. `npm test -- unit api` runs only those. */

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
