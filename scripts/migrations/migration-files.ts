import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../src/local/settings.ts'
import { judgeMigration, type Problem } from './judge-migration.ts'

export const migrationsFolder = 'src/server/database/migrations'
/** Earlier ones were made before anything was deployed: nothing has to live beside them, and they no longer change. */
const firstDeployable = '20261125'

/** The names of the migrations below `root`, oldest first. */
export const migrationNames = (root: string = projectRoot): string[] =>
  readdirSync(join(root, migrationsFolder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()

export type Schema = {
  newest: string
  /** The newest migration that a release must know to work on this schema; null: none. */
  breaking: string | null
  problems: (Problem & { migration: string })[]
}

/** What the migrations of this checkout ask of releases that work on their result. */
export function readSchema(): Schema {
  const names = migrationNames()
  const judged = names
    .filter((name) => name >= firstDeployable)
    .map((migration) => {
      const sql = readFileSync(join(projectRoot, migrationsFolder, migration, 'migration.sql'), 'utf8')
      return { migration, ...judgeMigration(migration, sql) }
    })
  const floors = judged.flatMap(({ breaking }) => (breaking === undefined ? [] : [breaking])).sort()
  return {
    newest: names.at(-1) ?? '',
    breaking: floors.at(-1) ?? null,
    problems: judged.flatMap(({ migration, problems }) => problems.map((problem) => ({ migration, ...problem }))),
  }
}
