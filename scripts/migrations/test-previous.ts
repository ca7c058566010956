import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Counts, countsOfFile, settleCounts, vitestCounts } from '../test/counts.ts'
import { runCommand } from '../test/run-command.ts'

const reportSchema = z.object({
  testResults: z.array(
    z.object({ name: z.string(), status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
})

/** Files with failures, and how many of their tests passed all the same. */
export function failedFiles(report: unknown): { names: string[]; passed: number } {
  const failed = reportSchema.parse(report).testResults.filter(({ status }) => status === 'failed')
  const passed = failed.flatMap(({ assertionResults }) => assertionResults.filter(({ status }) => status === 'passed'))
  return { names: failed.map(({ name }) => name), passed: passed.length }
}

/**
 * Runs the test files of the release in `folder` by its own Vitest. That release's patience is not ours to change: files
 * that fail run once more, one after the other. What the schema breaks fails again, what a busy machine starved does not
 * and is named.
 */
export async function testPrevious(folder: string, files: readonly string[]): Promise<Counts> {
  const first = await runFiles(folder, files)
  if (first.counts.failed === 0) return first.counts
  console.log(first.output)
  const { names, passed } = first.failed
  if (names.length === 0) return first.counts
  console.log(`Once more, by themselves:\n${names.map((name) => `  ${name}`).join('\n')}`)
  const second = await runFiles(folder, names, ['--no-file-parallelism'])
  if (second.counts.failed > 0) console.log(second.output)
  else console.log('They pass by themselves: the machine was busy.')
  return { passed: first.counts.passed - passed + second.counts.passed, failed: second.counts.failed }
}

async function runFiles(folder: string, files: readonly string[], options: readonly string[] = []) {
  const report = join(folder, 'report.json')
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const args = ['run', '--root', folder, '--project', 'api', ...files, ...options, ...reporters]
  const { code, output } = await runCommand(join(folder, 'node_modules/.bin/vitest'), args, { cwd: folder })
  const counts = settleCounts(countsOfFile(report, vitestCounts), code)
  return { counts, output, failed: readFailed(report) }
}

function readFailed(report: string): ReturnType<typeof failedFiles> {
  try {
    return failedFiles(JSON.parse(readFileSync(report, 'utf8')))
  } catch {
    return { names: [], passed: 0 }
  }
}
