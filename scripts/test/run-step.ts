import type { Step, StepResult } from './steps.ts'

const seconds = (start: number): string => ((performance.now() - start) / 1_000).toFixed(1)

/** Runs a step and tells of it in a line; what it said follows where it failed. */
export async function runStep(step: Step, reports: string): Promise<StepResult> {
  const start = performance.now()
  if (process.stdout.isTTY) process.stdout.write(`… ${step.title}`)
  const result = await step.run(reports)
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K')
  const { passed, failed, output } = result
  console.log(`${failed ? '✗' : '✓'} ${step.title}: ${passed} passed, ${failed} failed (${seconds(start)} s)`)
  if (failed) console.log(`\n${output.trimEnd()}\n`)
  return result
}
