import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { errorCode, errorText, StartFailure } from './start-failure.ts'

export type FolderLock = {
  /** Whether a start that died without cleaning up held it before. */
  takenOver: boolean
  release(): Promise<void>
}

/**
 * Makes the data folder and claims it for this process: two starts on one folder would fight over it.
 *
 * @throws StartFailure where it cannot be written or a live process holds it
 */
export async function claimDataFolder(dataDir: string): Promise<FolderLock> {
  try {
    await makeFolders(join(dataDir, 'logs'))
    return await lock(dataDir)
  } catch (error) {
    if (error instanceof StartFailure) throw error
    throw new StartFailure(
      `The data folder ${dataDir} cannot be written: ${errorText(error)}.`,
      'Start as its owner, or set DATA_DIR to a folder of yours.',
      { cause: error },
    )
  }
}

/** One by one: Node's own recursion never ends below folders such as /proc, which refuse as if they were not there. */
async function makeFolders(path: string): Promise<void> {
  if (existsSync(path)) return
  await makeFolders(dirname(path))
  await mkdir(path).catch((error: unknown) => {
    if (errorCode(error) !== 'EEXIST') throw error
  })
}

const lockFile = (dataDir: string): string => join(dataDir, 'start.lock')

/** The process that holds the folder, if there is one and it lives. */
export async function folderHolder(dataDir: string): Promise<number | undefined> {
  const text = await readFile(lockFile(dataDir), 'utf8').catch(() => '')
  return (await isHeld(text)) ? Number.parseInt(text, 10) : undefined
}

async function lock(dataDir: string): Promise<FolderLock> {
  const file = lockFile(dataDir)
  const claim = `${file}.${randomBytes(6).toString('hex')}`
  const own = `${process.pid} ${await startTime(process.pid)}\n`
  await writeFile(claim, own)
  let takenOver = false
  try {
    while (!(await linked(claim, file))) {
      const text = await readFile(file, 'utf8').catch(() => '')
      if (await isHeld(text)) {
        throw new StartFailure(
          `todo-chatbot already runs on ${dataDir} (process ${Number.parseInt(text, 10)}).`,
          'Use that one, stop it first, or choose another DATA_DIR.',
        )
      }
      // Of several that find the lock stale only one moves it away, and only while it is still the stale one.
      const stale = `${claim}.stale`
      await rename(file, stale).catch(ignoreMissing)
      const moved = await readFile(stale, 'utf8').catch(() => '')
      if (moved !== text && (await isHeld(moved))) await linked(stale, file)
      else takenOver = true
      await rm(stale, { force: true })
    }
  } finally {
    await rm(claim, { force: true })
  }
  return {
    takenOver,
    release: async () => {
      if ((await readFile(file, 'utf8').catch(() => '')) === own) await rm(file, { force: true })
    },
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

function ignoreMissing(error: unknown): void {
  if (errorCode(error) !== 'ENOENT') throw error
}

/** Whether the process that wrote `text` lives; its start time tells it from a later one with its number. */
async function isHeld(text: string): Promise<boolean> {
  const [pid, started] = text.trim().split(' ')
  const number = Number(pid)
  if (!Number.isInteger(number) || number <= 0) return false
  try {
    process.kill(number, 0)
  } catch (error) {
    if (errorCode(error) === 'ESRCH') return false
  }
  const now = await startTime(number)
  return now === started || now === unknownTime
}

const unknownTime = '?'

/** When the process started, in clock ticks since boot; `?` where the system does not tell. */
async function startTime(pid: number): Promise<string> {
  if (process.platform !== 'linux') return unknownTime
  const line = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The second field is the program's name in parentheses and may hold spaces; the 22nd is the start time.
  const fields = line.slice(line.lastIndexOf(')') + 2).split(' ')
  // A zombie holds nothing any more.
  return fields[0] === 'Z' || line === '' ? 'gone' : (fields[19] ?? unknownTime)
}
