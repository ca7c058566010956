import { chown, readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** The user the server runs as; undefined where it is the current one. PostgreSQL refuses to run as root. */
export type ServerIdentity = { uid: number; gid: number } | undefined

export const nobody = { uid: 65_534, gid: 65_534 }

/**
 * Whom the server of `dataDir` runs as. Root gives it to the folder's owner, so that data made by an ordinary user
 * stays that user's, or else to "nobody"; a folder that became root's (a restored copy) is handed over.
 */
export async function claimDataDir(dataDir: string): Promise<ServerIdentity> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(dataDir)
  if (owner.uid !== 0) return { uid: owner.uid, gid: owner.gid === 0 ? owner.uid : owner.gid }
  for (const entry of await readdir(dataDir, { recursive: true })) {
    await chown(join(dataDir, entry), nobody.uid, nobody.gid)
  }
  await chown(dataDir, nobody.uid, nobody.gid)
  return nobody
}
