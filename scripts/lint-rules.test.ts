import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const callee = (module: string): string => `import { call } from '${module}'\n\ncall()\n`
const longFunction = `export function long(): void {\n${'  call()\n'.repeat(61)}}\n`

/** Where the code stands, the code, and the rules it breaks there. The number keeps each in a file of its own. */
const cases: [folder: string, code: string, ...broken: string[]][] = [
  ['src/domain', callee('node:fs'), 'noRestrictedImports'],
  ['src/domain', callee('hono'), 'noRestrictedImports'],
  ['src/domain', callee('../process/log.ts'), 'noRestrictedImports'],
  ['src/domain/time', callee('../../server/application.ts'), 'noRestrictedImports'],
  ['src/domain/time', callee('../../workers/runtime/worker.ts'), 'noRestrictedImports'],
  ['src/domain/time', callee('../text.ts')],
  ['src/domain', callee('zod')],
  ['src/domain', 'export const now = Date.now()\n', 'noJsRestrictedProperties'],
  ['src/domain', 'export const now = new Date()\n', 'plugin'],
  ['src/domain', 'export const epoch = new Date(0)\n'],
  ['src/domain', 'export const chance = Math.random()\n', 'noJsRestrictedProperties'],
  ['src/domain', 'export const page = fetch\n', 'noRestrictedGlobals'],
  ['src/process', callee('../server/application.ts'), 'noRestrictedImports'],
  ['src/process', callee('../workers/runtime/worker.ts'), 'noRestrictedImports'],
  ['src/process/sidecar', callee('../../domain/topology.ts')],
  ['src/server', callee('../local/processes.ts'), 'noRestrictedImports'],
  ['src/server/tasks', callee('../../workers/runtime/worker.ts'), 'noRestrictedImports'],
  ['src/server/tasks', callee('../../web/rpc/trpc.ts'), 'noRestrictedImports'],
  ['src/server/tasks', callee('../../process/log.ts')],
  ['src/server/notifications', callee('../notifications/store.ts')],
  ['src/workers/runtime', callee('../../server/application.ts'), 'noRestrictedImports'],
  ['src/workers/runtime', callee('../../local/processes.ts'), 'noRestrictedImports'],
  ['src/workers/recurring', callee('../../domain/events.ts')],
  ['src/web/tasks', callee('../../server/api/router.ts'), 'noRestrictedImports'],
  ['src/web/tasks', callee('../../process/log.ts'), 'noRestrictedImports'],
  ['src/web/tasks', callee('../../local/processes.ts'), 'noRestrictedImports'],
  ['src/web/tasks', callee('../../domain/task.ts')],
  ['src/web/hosting', callee('../../process/log.ts')],
  ['src/web/hosting', callee('../../server/application.ts'), 'noRestrictedImports'],
  ['src/web/rpc/router-type.ts', "export type { AppRouter } from '../../server/api/router.ts'\n"],
  ['src/local', callee('../web/rpc/trpc.ts'), 'noRestrictedImports'],
  ['src/local', callee('../server/application.ts')],
  ['src/server', 'export const path = process.env.PATH\n', 'noProcessEnv'],
  ['src/web/tasks', 'export const path = process.env.PATH\n', 'noProcessEnv'],
  ['src/local', 'export const path = process.env.PATH\n'],
  ['src/server', "console.log('here')\n", 'noConsole'],
  ['src/server', 'export default 1\n', 'noDefaultExport'],
  ['src/server', longFunction, 'noExcessiveLinesPerFunction'],
  ['src/server', `${'export {}\n'.repeat(401)}`, 'noExcessiveLinesPerFile', 'noUselessEmptyExport'],
  ['src/server', 'export const add = (a = 1, b = 1, c = 1, d = 1) => a + b + c + d\n', 'useMaxParams'],
  ['src/server', "export * from './application.ts'\n", 'noBarrelFile', 'noReExportAll'],
  ['src/server', 'const work = async () => 1\nwork()\n', 'noFloatingPromises'],
  ['src/server', "import { test } from 'vitest'\n\ntest.skip('one', () => undefined)\n", 'noSkippedTests'],
]

const fileOf = (index: number): string => {
  const folder = cases[index]?.[0] ?? ''
  return folder.endsWith('.ts') ? folder : `${folder}/case-${index}.ts`
}

let project: string
const broken = new Map<string, Set<string>>()

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'lint-rules-'))
  for (const name of ['biome.json', 'package.json', 'scripts/lint']) {
    cpSync(join(root, name), join(project, name), { recursive: true })
  }
  for (const [index, [, code]] of cases.entries()) {
    const file = join(project, fileOf(index))
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, code)
  }
  const options = ['lint', '--reporter=json', '--vcs-enabled=false', '--max-diagnostics=none', 'src']
  const { stdout } = spawnSync(join(root, 'node_modules/.bin/biome'), options, { cwd: project, encoding: 'utf8' })
  const { diagnostics } = JSON.parse(stdout) as { diagnostics: { category: string; location: { path: string } }[] }
  for (const { category, location } of diagnostics) {
    const rules = broken.get(location.path) ?? new Set()
    broken.set(location.path, rules.add(category.replace(/^lint\/\w+\//, '')))
  }
})

afterAll(() => rmSync(project, { recursive: true, force: true }))

test.each(cases.map(([folder, code, ...rules], index) => ({ folder, code, rules, index })))(
  '$folder: $code breaks $rules',
  ({ rules, index }) => {
    expect([...(broken.get(fileOf(index)) ?? [])].sort()).toEqual([...rules].sort())
  },
)
