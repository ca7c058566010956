import { restoreBackup } from './backup/restore-backup.ts'
import { pathFromCaller, runCommand } from './command.ts'
import { StartFailure } from './start-failure.ts'

const usage = `Usage: npm run restore -- file [--force]

Puts the data of a backup in the place of the embedded database's; --force replaces data that are there. The file is
checked before anything is touched.`

const command = { usage, options: { force: { type: 'boolean' } }, positionals: 1 } as const

await runCommand(command, async ({ settings, flags, positionals: [name] }) => {
  if (settings.DATABASE_URL) {
    throw new StartFailure('DATABASE_URL names a database of your own.', 'Unset it to restore the embedded one.')
  }
  if (name === undefined) throw new StartFailure('No backup file is named.', usage)
  const file = pathFromCaller(name)
  await restoreBackup({ dataDir: settings.DATA_DIR, file, force: flags.force === true })
  console.log(`Restored from ${file}.`)
})
