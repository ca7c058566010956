import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { localEnvironment } from '../../src/domain/environment.ts'

const projectRoot = fileURLToPath(new URL('../../', import.meta.url))
/** The first start builds the page, and the machine may have other things to do. */
const startLimitMs = 10 * 60_000
const stopLimitMs = 40_000

export type Product = {
  url: string
  /** The process that supervises the others. */
  pid: number
  /** Everything it printed. */
  output(): string
  /** Lets it stop as Ctrl-C would. */
  stop(): Promise<void>
  /** Ends its supervising process at once, as a crash would. */
  kill(): Promise<void>
}

export type ProductOptions = {
  port: number
  dataDir: string
  environment?: Record<string, string>
  /** Ends a start that is under way. */
  signal?: AbortSignal
}

/**
 * Starts the product as `npm start` does and waits until it says that it is ready. Settings of the caller's
 * environment and `.env` do not reach it, so that it never works on somebody's data.
 *
 * @throws where it ends instead, with what it printed
 */
export async function startProduct({ port, dataDir, environment = {}, signal }: ProductOptions): Promise<Product> {
  const unset = Object.fromEntries(Object.keys(localEnvironment.shape).map((name) => [name, '']))
  const own = { PORT: String(port), DATA_DIR: dataDir }
  signal?.throwIfAborted()
  const child = spawn(process.execPath, ['src/local/main.ts'], {
    cwd: projectRoot,
    // As a child of npm it stops when its parent dies, however that happens.
    env: { ...process.env, npm_lifecycle_event: 'start', ...unset, ...own, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const { pid } = child
  if (pid === undefined) throw new Error('the product could not be started')
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const product = {
    url: `http://localhost:${port}`,
    pid,
    output: () => output,
    stop: () => endProcess(child, 'SIGTERM'),
    kill: () => endProcess(child, 'SIGKILL'),
  }
  const abort = (): void => void child.kill('SIGTERM')
  signal?.addEventListener('abort', abort)
  await saidReady(child, product.output).catch(async (error: unknown) => {
    await product.stop()
    throw error
  })
  signal?.removeEventListener('abort', abort)
  return product
}

async function saidReady(child: ChildProcess, output: () => string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const look = (): void => {
    if (/Ready: http/.test(output())) resolve()
  }
  const ended = (): void => reject(new Error(`The product did not start:\n${output()}`))
  const limit = setTimeout(ended, startLimitMs)
  child.stdout?.on('data', look)
  child.once('close', ended)
  await promise.finally(() => {
    clearTimeout(limit)
    child.stdout?.off('data', look)
    child.off('close', ended)
  })
}

async function endProcess(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  const limit = setTimeout(() => child.kill('SIGKILL'), stopLimitMs)
  child.kill(signal)
  await ended
  clearTimeout(limit)
}

/** A data folder that goes when the product that used it has stopped. */
export async function temporaryDataFolder(): Promise<{ path: string; remove(): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'todo-chatbot-'))
  // As root the embedded database runs as another user, who must get past this folder.
  await chmod(path, 0o755)
  return { path, remove: () => rm(path, { recursive: true, force: true, maxRetries: 5 }) }
}
