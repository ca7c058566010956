import { createECDH, randomBytes } from 'node:crypto'
import { chmod, chown, readFile, rename, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { appIds } from '../domain/topology.ts'
import { errorCode, StartFailure } from './start-failure.ts'

const generated = z
  .string()
  .min(16)
  .default(() => randomBytes(32).toString('hex'))

/** Passwords of the database roles. */
export const rolePasswordsSchema = z.object({
  migrator: generated,
  app: generated,
  auth: generated,
  system: generated,
  sidecar: generated,
})
export type RolePasswords = z.infer<typeof rolePasswordsSchema>

/** `dapr`: what an app shows its sidecar; `app`: what the sidecar shows its app. */
const tokensSchema = z.object({ dapr: generated, app: generated })

const secretsSchema = z.object({
  /** Password of the embedded server's superuser. */
  superuser: generated,
  roles: rolePasswordsSchema.prefault({}),
  authSecret: generated,
  /** Password of the user that `--demo` makes. */
  demoPassword: z.string().default(() => randomBytes(6).toString('base64url')),
  /** The two halves of what Web Push is signed with. Whoever loses them loses every device's subscription. */
  webPush: z.object({ publicKey: z.string(), privateKey: z.string() }).default(makeWebPushKeys),
  tokens: z.record(z.enum(appIds), tokensSchema.prefault({})).prefault(emptyTokens),
})
export type LocalSecrets = z.infer<typeof secretsSchema>

function emptyTokens() {
  return { web: {}, server: {}, notifications: {}, recurring: {} }
}

function makeWebPushKeys() {
  const keys = createECDH('prime256v1')
  const publicKey = keys.generateKeys('base64url')
  return { publicKey, privateKey: keys.getPrivateKey('base64url') }
}

/** The generated secrets of `dataDir`; what is not there yet is made and kept in `secrets.json`, for its owner alone. */
export async function loadSecrets(dataDir: string): Promise<LocalSecrets> {
  const file = join(dataDir, 'secrets.json')
  const stored = await readStored(file)
  const secrets = secretsSchema.safeParse(stored ?? {})
  if (!secrets.success) throw damaged(file, secrets.error)
  const text = `${JSON.stringify(secrets.data, null, 2)}\n`
  if (JSON.stringify(stored) !== JSON.stringify(secrets.data)) {
    const fresh = `${file}.new`
    await writeFile(fresh, text, { mode: 0o600 })
    await chmod(fresh, 0o600)
    // Root may look after an ordinary user's data, who must still be able to read this afterwards.
    if (process.getuid?.() === 0) {
      const { uid, gid } = await stat(dataDir)
      await chown(fresh, uid, gid)
    }
    await rename(fresh, file)
  }
  return secrets.data
}

async function readStored(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    if (error instanceof SyntaxError) throw damaged(file, error)
    throw error
  }
}

const damaged = (file: string, cause: unknown): StartFailure =>
  new StartFailure(
    `${file} cannot be read as secrets.`,
    'Put back a copy of it, or remove it: new secrets are made then, and everybody has to sign in again.',
    { cause },
  )
