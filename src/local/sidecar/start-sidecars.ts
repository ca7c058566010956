import type { SidecarOptions, Sidecars } from './options.ts'

/**
 * Starts the local stand-in of daprd: one listener per app, all in this process, on one PostgreSQL database.
 * Rejects when a port is taken, the database cannot be reached, or another stand-in already serves this database.
 */
export async function startSidecars(options: SidecarOptions): Promise<Sidecars> {
  throw new Error(`not there yet for ${Object.keys(options.apps).join(', ')}`)
}
