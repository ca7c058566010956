import { type AdminContext, adminUsage, commands } from './admin/commands.ts'
import { runCommand } from './command.ts'
import { withEmbedded } from './embedded-access.ts'
import { roleUrls } from './provision.ts'
import { loadSecrets } from './secrets.ts'
import { StartFailure } from './start-failure.ts'

const usage = adminUsage()

await runCommand({ usage, options: {}, positionals: 8 }, async ({ settings, positionals: [name, ...args] }) => {
  if (name === undefined) {
    console.log(usage)
    return
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) throw new StartFailure(`There is no command "${name}".`, usage)
  const run = async (adminUrl: string): Promise<void> => {
    const { roles, authSecret } = await loadSecrets(settings.DATA_DIR)
    const context: AdminContext = {
      urls: roleUrls({ adminUrl, secrets: roles }),
      authSecret,
      appUrl: settings.APP_URL,
    }
    console.log(await command.run(context, args))
  }
  if (settings.DATABASE_URL) await run(settings.DATABASE_URL)
  else await withEmbedded(settings.DATA_DIR, run)
})
