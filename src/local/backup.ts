import { mkdir } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { makeBackup } from './backup/make-backup.ts'
import { pathFromCaller, runCommand } from './command.ts'
import { projectRoot } from './settings.ts'
import { StartFailure } from './start-failure.ts'

const usage = `Usage: npm run backup [-- file]

Writes all data of the embedded database to one file (backups/<time>.backup if none is named), also while the product
runs. The file holds everything, password hashes and the signing secret included: keep it safe.`

await runCommand({ usage, options: {}, positionals: 1 }, async ({ settings, positionals: [name] }) => {
  if (settings.DATABASE_URL) {
    throw new StartFailure('DATABASE_URL names a database of your own.', 'Back it up with its own tools (pg_dump).')
  }
  const time = new Date().toISOString().slice(0, 19).replaceAll(':', '-')
  const file = name === undefined ? resolve(projectRoot, 'backups', `${time}.backup`) : pathFromCaller(name)
  if (name === undefined) await mkdir(dirname(file), { recursive: true })
  await makeBackup(settings.DATA_DIR, file)
  console.log(`Backup written: ${file}`)
})
