import type { Step, StepResult } from './steps.ts'

const seconds = (start: number): string => ((performance.now() - start) / 1_000).toFixed(1)

/** Runs a step and tells of it in a line; what it said follows where it failed, or passed only when repeated. */
export async function runStep(step: Step, reports: string): Promise<StepResult> {
  const start = performance.now()
  if (process.stdout.isTTY) process.stdout.write(`… ${step.title}`)
  const result = await step.run(reports)
  if (process.stdout.isTTY) process.stdout.write('\r\u001b[K')
  const { passed, failed, repeated = 0, output } = result
  const counts = `${passed} passed${repeated ? ` (${repeated} only when repeated)` : ''}, ${failed} failed`
  console.log(`${failed ? '✗' : '✓'} ${step.title}: ${counts} (${seconds(start)} s)`)
  if (failed || repeated) console.log(`\n${output.trimEnd()}\n`)
  return result
}
