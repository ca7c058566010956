import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { StartFailure } from './start-failure.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))
const prisma = join(root, 'node_modules/prisma/build/index.js')
const migrationsFolder = join(root, 'src/server/database/migrations')

export type Migration = { name: string; checksum: string }
type AppliedMigration = Migration & { finished: boolean }

/** The migrations of this release in their order, with Prisma's checksums (SHA-256 of the script, hexadecimal). */
export async function releasedMigrations(): Promise<Migration[]> {
  const folders = (await readdir(migrationsFolder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  const names = folders.map(({ name }) => name).sort()
  return Promise.all(
    names.map(async (name) => {
      const script = await readFile(join(migrationsFolder, name, 'migration.sql'))
      return { name, checksum: createHash('sha256').update(script).digest('hex') }
    }),
  )
}

/** What the database of `url` says was applied to it, in that order; nothing where it is new. */
export async function appliedMigrations(url: string): Promise<AppliedMigration[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows: tables } = await client.query(`SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS there`)
    if (!tables[0].there) return []
    const { rows } = await client.query(
      `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished
       FROM public._prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
    )
    return rows
  } finally {
    await client.end()
  }
}

/**
 * Brings the database of `url` (the migrator's) to this release; returns how many migrations it took. Quick where
 * nothing is to be done.
 *
 * @throws StartFailure where the data belong to a newer release, or a migration fails
 */
export async function migrateDatabase(url: string, count = Number.POSITIVE_INFINITY): Promise<number> {
  const released = (await releasedMigrations()).slice(0, count)
  const applied = await appliedMigrations(url)
  refuseForeign(released, applied)
  for (const { name, finished } of applied) {
    // A script runs as one transaction: the one that did not finish (a crash, a full disk) has changed nothing.
    if (!finished) await runPrisma(url, ['migrate', 'resolve', '--rolled-back', name])
  }
  const done = applied.filter(({ finished }) => finished).length
  if (done === released.length) return 0
  await using folder = await folderOf(released)
  await runPrisma(url, ['migrate', 'deploy'], folder.path)
  // Prisma's CLI reports success where its engine could not start.
  const finished = (await appliedMigrations(url)).filter((migration) => migration.finished)
  if (finished.length < released.length) {
    throw migrationFailure(['migrate', 'deploy'], 'Error: some migrations were not applied, though it reported none.')
  }
  return released.length - done
}

function refuseForeign(released: Migration[], applied: AppliedMigration[]): void {
  for (const { name, checksum } of applied) {
    const known = released.find((migration) => migration.name === name)
    if (!known) {
      throw new StartFailure(
        `The data were made by a newer release (migration ${name} is not known to this one).`,
        'Start that release or a later one, or restore a backup made by this one.',
      )
    }
    if (known.checksum !== checksum) {
      throw new StartFailure(
        `Migration ${name} is not the one that made these data.`,
        'Undo the change to that file, or start with another DATA_DIR; released migrations never change.',
      )
    }
  }
}

/** A folder with just these migrations: a copy only where it is not all of them. */
async function folderOf(migrations: Migration[]): Promise<AsyncDisposable & { path: string }> {
  if (migrations.length === (await releasedMigrations()).length) {
    return { path: migrationsFolder, [Symbol.asyncDispose]: async () => undefined }
  }
  const path = await mkdtemp(join(tmpdir(), 'todo-chatbot-migrations-'))
  for (const name of ['migration_lock.toml', ...migrations.map((migration) => migration.name)]) {
    await cp(join(migrationsFolder, name), join(path, name), { recursive: true })
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}

function runPrisma(url: string, args: string[], folder = migrationsFolder): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = ''
    const child = spawn(process.execPath, [prisma, ...args], {
      cwd: root,
      env: { ...process.env, MIGRATION_DATABASE_URL: url, MIGRATIONS_FOLDER: folder, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8')
      })
    }
    child.once('error', reject)
    child.once('close', (code) => {
      if (code === 0) resolve()
      else reject(migrationFailure(args, said))
    })
  })
}

function migrationFailure(args: string[], said: string): StartFailure {
  if (/\bP3005\b/.test(said)) {
    return new StartFailure(
      'The database "todo" of that PostgreSQL holds something that todo-chatbot did not make.',
      'Use another PostgreSQL, or rename or drop that database if nobody needs it.',
      { cause: said },
    )
  }
  const reason =
    said
      .slice(Math.max(0, said.search(/Error:/)))
      .split('\n   0:')[0]
      ?.trim() ?? ''
  return new StartFailure(
    `Changing the database to this release failed (prisma ${args.slice(0, 2).join(' ')}): ${reason}`,
    'Nothing of the failed step was kept. Start the release you had before, and report this.',
    { cause: said },
  )
}
