import { join } from 'node:path'
import { type Counts, countsOfFile, countsOfOutput, playwrightCounts, settleCounts, vitestCounts } from './counts.ts'
import { runCommand } from './run-command.ts'

/** What a step found; `output` is shown where it failed. */
export type StepResult = Counts & { output: string }
export type Step = { name: string; title: string; run(reports: string): Promise<StepResult> }

/** A command that passes or fails as a whole: one check. */
const check = (name: string, title: string, [command, ...args]: [string, ...string[]]): Step => ({
  name,
  title,
  run: async () => {
    const { code, output } = await runCommand(command, args)
    return { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, output }
  },
})

/** The tests of a Vitest project. */
export const vitest = (project: string, title: string): Step => ({
  name: project,
  title,
  run: async (reports) => {
    const file = join(reports, `${project}.json`)
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
    const { code, output } = await runCommand('vitest', ['run', '--project', project, ...reporters])
    return { ...settleCounts(countsOfFile(file, vitestCounts), code), output }
  },
})

/** Browser tests; `baseUrl` where the product runs already. */
export const browser = (title: string, { args = [], baseUrl }: { args?: string[]; baseUrl?: string } = {}): Step => ({
  name: 'e2e',
  title,
  run: async (reports) => {
    const file = join(reports, 'e2e.json')
    const { code, output } = await runCommand(process.execPath, ['scripts/e2e.ts', ...args], {
      env: { PLAYWRIGHT_JSON_OUTPUT_FILE: file, ...(baseUrl && { BASE_URL: baseUrl }) },
    })
    return { ...settleCounts(countsOfFile(file, playwrightCounts), code), output }
  },
})

const chaos: Step = {
  name: 'chaos',
  title: 'Killed processes lose nothing',
  run: async () => {
    const { code, output } = await runCommand(process.execPath, ['scripts/chaos.ts'])
    return { ...settleCounts(countsOfOutput(output), code), output }
  },
}

/** Quick ones first. One after the other: each uses both cores of a small machine. */
export const steps: readonly Step[] = [
  check('lint', 'Lint, format and direction of imports', ['biome', 'check', '--error-on-warnings']),
  check('unused', 'Unused files, exports and dependencies', ['knip']),
  check('types', 'Type check', ['tsc', '--noEmit']),
  vitest('unit', 'Unit tests'),
  vitest('infra', 'The Pulumi program under mocks'),
  vitest('api', 'API on a real PostgreSQL'),
  browser('Playwright against the started product'),
  chaos,
]
