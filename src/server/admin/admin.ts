import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { createLog } from '../../process/log.ts'
import { createPrisma } from '../database/prisma.ts'
import { type Auth, createAuth } from '../identity/auth.ts'
import { createInvite, inviteDays } from '../identity/invites.ts'
import {
  createEmailChangeToken,
  createEmailConfirmationToken,
  createResetToken,
  linkHours,
} from '../identity/one-time-links.ts'

type AdminContext = { auth: Auth; appUrl: string }
type AdminCommand = {
  /** Arguments as the usage shows them. */
  usage: string
  summary: string
  /** What to print. AppErrors carry the sentence to print instead. */
  run(context: AdminContext, args: readonly string[]): Promise<string>
}

/** What an administrator does where the server cannot send e-mail. */
export const adminCommands = {
  'reset-link': {
    usage: '<email>',
    summary: 'print a one-time link to set a new password',
    async run(context, [email]) {
      const { id } = await accountOf(context, email)
      const token = await createResetToken(await context.auth.$context, id)
      return link(context, `/reset-password?token=${token}`, `${linkHours} hours`)
    },
  },
  'change-email-link': {
    usage: '<email> <new-email>',
    summary: 'print a one-time link that changes the e-mail address of an account',
    async run(context, [email, newEmail]) {
      const { id } = await accountOf(context, email)
      const change = { userId: id, email: address(newEmail, 'The new address') }
      const { internalAdapter } = await context.auth.$context
      if ((await internalAdapter.findUserByEmail(change.email)) !== null) {
        throw new AppError('already_exists', { userMessage: `There is an account with ${change.email} already.` })
      }
      const token = await createEmailChangeToken({ internalAdapter }, change)
      return link(context, `/api/auth/change-email/confirm?token=${token}`, `${linkHours} hours`)
    },
  },
  'admin-link': {
    usage: '<email>',
    summary: 'print a one-time link that confirms the address of an account, as ADMIN_EMAILS asks for',
    async run(context, [email]) {
      const { id, email: confirmed } = await accountOf(context, email)
      const token = await createEmailConfirmationToken(await context.auth.$context, { userId: id, email: confirmed })
      return link(context, `/api/auth/confirm-email?token=${token}`, `${linkHours} hours`)
    },
  },
  invite: {
    usage: '[email]',
    summary: 'print a one-time invitation to register, for one address if given',
    async run(context, [email]) {
      const { adapter } = await context.auth.$context
      const { token } = await createInvite(adapter, email === undefined ? null : address(email, 'The address'))
      return link(context, `/invite?token=${token}`, `${inviteDays} days`)
    },
  },
} as const satisfies Record<string, AdminCommand>

/** What is printed without a command: how it is called, then each command with what it does. */
export function usageOf(call: string, commands: Readonly<Record<string, { usage: string; summary: string }>>): string {
  const lines = Object.entries(commands).map(([name, { usage, summary }]) => [`${name} ${usage}`.trim(), summary])
  const width = Math.max(...lines.map(([command = '']) => command.length))
  const list = lines.map(([command = '', summary]) => `  ${command.padEnd(width)}  ${summary}`)
  return `Usage: ${call} command [arguments]\n\n${list.join('\n')}`
}

type AdminOptions = { databaseUrl: string; secret: string; appUrl: string }

/** Runs administrators' commands on the database of role todo_auth. */
export function openAdmin({ databaseUrl, secret, appUrl }: AdminOptions) {
  const prisma = createPrisma({ url: databaseUrl, poolSize: 2, application: 'todo-admin' })
  const environment = { APP_URL: appUrl, TRUSTED_ORIGINS: [], REGISTRATION: 'closed' as const, GUESTS: 'off' as const }
  const auth = createAuth({ prisma, secret, environment, log: createLog({ app: 'admin', level: 'error' }) })
  return {
    run: (command: keyof typeof adminCommands, args: readonly string[]): Promise<string> =>
      adminCommands[command].run({ auth, appUrl }, args),
    close: () => prisma.$disconnect(),
  }
}

async function accountOf({ auth }: AdminContext, email: string | undefined): Promise<{ id: string; email: string }> {
  const { internalAdapter } = await auth.$context
  const wanted = address(email, 'The address of the account')
  const found = await internalAdapter.findUserByEmail(wanted)
  if (found === null) throw new AppError('not_found', { userMessage: `There is no account with ${wanted}.` })
  return found.user
}

function address(value: string | undefined, what: string): string {
  const parsed = z.email().safeParse(value?.trim().toLowerCase())
  if (!parsed.success) throw new AppError('invalid_input', { userMessage: `${what} is missing or no e-mail address.` })
  return parsed.data
}

function link({ appUrl }: AdminContext, path: string, lasts: string): string {
  return `${new URL(path, appUrl).href}\nIt works once, within ${lasts}. Whoever opens it may use it: hand it over safely.`
}
