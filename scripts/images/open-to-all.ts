import { chmod, lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** Native code would tie an image to the machine that built it. */
const native = /\.(node|so|dylib|dll|exe)(\.\d+)*$/

/**
 * Lets every user read what is below `path`, whatever the checkout's own modes are, and nobody write it. Returns the
 * bytes of its files.
 *
 * @throws Error where there is native code
 */
export async function openToAll(path: string): Promise<number> {
  const status = await lstat(path)
  if (status.isSymbolicLink()) return 0
  if (!status.isDirectory()) {
    if (native.test(path)) throw new Error(`${path} is native code: the images are for every architecture.`)
    await chmod(path, status.mode & 0o100 ? 0o755 : 0o644)
    return status.size
  }
  await chmod(path, 0o755)
  let bytes = 0
  for (const name of await readdir(path)) bytes += await openToAll(join(path, name))
  return bytes
}
