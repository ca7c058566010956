import { createHmac } from 'node:crypto'
import { type DatabaseRole, databaseRoles, databases } from '../../src/domain/topology.ts'

/** A secret of its own for each `purpose`, from one that is kept: 64 hexadecimal digits. */
export function deriveSecret(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('hex')
}

/** Passwords of the database roles. */
export function rolePasswords(databaseSecret: string): Record<DatabaseRole | 'superuser', string> {
  const of = (role: string) => deriveSecret(databaseSecret, `database role ${role}`)
  return {
    superuser: of('superuser'),
    migrator: of('migrator'),
    app: of('app'),
    auth: of('auth'),
    system: of('system'),
    sidecar: of('sidecar'),
  }
}

/**
 * The URL of each role on the server of `adminUrl`, with its parameters. Node's and the sidecar's clients name the same
 * thing differently: `no-verify` there is `require` here, TLS without asking who answers.
 */
export function roleUrls(adminUrl: string, databaseSecret: string): Record<DatabaseRole, string> {
  const passwords = rolePasswords(databaseSecret)
  const of = (role: DatabaseRole): string => {
    const url = new URL(adminUrl)
    url.username = databaseRoles[role]
    url.password = passwords[role]
    url.pathname = role === 'sidecar' ? databases.sidecar : databases.app
    if (role === 'sidecar' && url.searchParams.get('sslmode') === 'no-verify')
      url.searchParams.set('sslmode', 'require')
    return url.href
  }
  return { migrator: of('migrator'), app: of('app'), auth: of('auth'), system: of('system'), sidecar: of('sidecar') }
}
