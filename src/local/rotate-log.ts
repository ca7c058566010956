import { rename, stat } from 'node:fs/promises'

const largestLog = 2 * 1024 * 1024

/** Moves a log that has grown past 2 MiB aside to `<file>.1`, replacing the one kept there. */
export async function rotateLog(file: string): Promise<void> {
  const found = await stat(file).catch(() => undefined)
  if (found && found.size > largestLog) await rename(file, `${file}.1`)
}
