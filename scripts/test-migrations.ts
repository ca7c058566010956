// `npm run test:migrations -- [--previous COMMIT]`: the tests of the previous release's server, with its own code, on
// the schema of this one: what a rollout and a rollback rely on. Closes with `N passed, N failed`.
import { spawnSync } from 'node:child_process'
import { chmodSync, cpSync, existsSync, globSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, delimiter, join } from 'node:path'
import { parseArgs } from 'node:util'
import { projectRoot } from '../src/local/settings.ts'
import { migrationNames, migrationsFolder, readSchema } from './migrations/migration-files.ts'
import { commitOf, previousRelease } from './migrations/previous-release.ts'
import { testPrevious } from './migrations/test-previous.ts'
import type { Counts } from './test/counts.ts'

const { previous } = parseArgs({ options: { previous: { type: 'string' } } }).values

/** Tests that hold the schema against what their release knows of it: they are right to notice that it is another. */
const aboutTheSchemaItself = ['migrations.test.ts', 'policies.test.ts', 'roles.test.ts']

/** The sources of `commit` in `folder`, with what they need installed. */
function checkOut(commit: string, folder: string): void {
  const archive = spawnSync('git', ['archive', commit], { cwd: projectRoot, maxBuffer: 512 * 2 ** 20 })
  if (archive.status !== 0) throw new Error(`git archive ${commit}: ${archive.stderr}`)
  const unpacked = spawnSync('tar', ['-x', '-C', folder], { input: archive.stdout })
  if (unpacked.status !== 0) throw new Error(`tar: ${unpacked.stderr}`)
  const lock = (root: string) => readFileSync(join(root, 'package-lock.json'), 'utf8')
  if (lock(folder) === lock(projectRoot)) {
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'))
  } else {
    run(folder, 'npm', ['ci', '--no-audit', '--no-fund'])
  }
  run(folder, 'prisma', ['generate'])
}

function run(folder: string, command: string, args: string[]): void {
  const bin = join(folder, 'node_modules/.bin')
  const env = { ...process.env, PATH: `${bin}${delimiter}${process.env.PATH}` }
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: folder, env, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${command} ${args[0]} of the previous release: ${stdout}${stderr}`)
}

/** Adds the migrations that the previous release does not know; returns their names. */
function addMigrations(folder: string): string[] {
  const added = migrationNames().filter((name) => !existsSync(join(folder, migrationsFolder, name)))
  for (const name of added) {
    cpSync(join(projectRoot, migrationsFolder, name), join(folder, migrationsFolder, name), { recursive: true })
  }
  return added
}

function testServer(folder: string): Promise<Counts> {
  const tests = globSync('src/server/**/*.test.ts', { cwd: folder }).filter(
    (path) => !path.includes('.integration.') && !aboutTheSchemaItself.includes(basename(path)),
  )
  return testPrevious(folder, tests)
}

async function main(): Promise<Counts> {
  const { problems } = readSchema()
  for (const { migration, what, statement } of problems) console.log(`✗ ${migration} ${what}: ${statement}`)
  const judged = { passed: problems.length === 0 ? 1 : 0, failed: problems.length }
  const { commit, why } = previous === undefined ? previousRelease() : { commit: commitOf(previous), why: previous }
  // As root the tests' PostgreSQL runs as another user, who must get past this folder.
  const folder = mkdtempSync(join(tmpdir(), 'todo-chatbot-previous-'))
  chmodSync(folder, 0o755)
  try {
    checkOut(commit, folder)
    const added = addMigrations(folder)
    console.log(
      `The server of ${commit.slice(0, 12)} (${why}), on the schema with ${added.join(', ') || 'nothing new'}`,
    )
    if (added.length === 0) return judged
    const { passed, failed } = await testServer(folder)
    return { passed: judged.passed + passed, failed: judged.failed + failed }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

try {
  const { passed, failed } = await main()
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log('\n0 passed, 1 failed')
  process.exitCode = 1
}
