import { adminCommands, openAdmin, usageOf } from '../../server/admin/admin.ts'
import type { DatabaseUrls } from '../provision.ts'
import { deadLetters } from './dead-letters.ts'

export type AdminContext = { urls: DatabaseUrls; authSecret: string; appUrl: string }

export type AdminCommand = {
  /** Arguments as the usage shows them. */
  usage: string
  summary: string
  /** What to print. Failures meant for the person are AppErrors or StartFailures. */
  run(context: AdminContext, args: readonly string[]): Promise<string>
}

type IdentityCommand = keyof typeof adminCommands

/** A command of the server's, run on the database of identities. */
const identity = (name: IdentityCommand): AdminCommand => ({
  ...adminCommands[name],
  run: async ({ urls, authSecret, appUrl }, args) => {
    const admin = openAdmin({ databaseUrl: urls.auth, secret: authSecret, appUrl })
    return admin.run(name, args).finally(() => admin.close())
  },
})

/** Everything `npm run admin` can do, by name. */
export const commands: Record<string, AdminCommand> = {
  ...Object.fromEntries((Object.keys(adminCommands) as IdentityCommand[]).map((name) => [name, identity(name)])),
  'dead-letters': deadLetters,
}

/** What `npm run admin` prints without a command. */
export const adminUsage = (): string => usageOf('npm run admin --', commands)
