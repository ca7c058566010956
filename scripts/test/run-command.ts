import { spawn } from 'node:child_process'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))

/** `code` is null where a signal ended the command; `output` is what it wrote to both streams. */
export type Ran = { code: number | null; output: string }

type CommandOptions = { env?: Record<string, string>; limitMs?: number; cwd?: string }

/**
 * Runs a command of the project's own dependencies, in the project's folder or `cwd`, and never rejects. One that takes longer
 * than `limitMs` (20 minutes) is asked to end, and killed if it does not within 30 s.
 */
export function runCommand(command: string, args: readonly string[], options: CommandOptions = {}): Promise<Ran> {
  const path = [join(projectRoot, 'node_modules/.bin'), process.env.PATH ?? ''].join(delimiter)
  const child = spawn(command, args, {
    cwd: options.cwd ?? projectRoot,
    env: { ...process.env, PATH: path, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const limitMs = options.limitMs ?? 20 * 60_000
  let output = ''
  const collect = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  child.stdout.on('data', collect)
  child.stderr.on('data', collect)
  const ask = setTimeout(() => {
    output += `\nIt took longer than ${limitMs / 60_000} minutes and was ended.\n`
    child.kill('SIGTERM')
  }, limitMs)
  const force = setTimeout(() => child.kill('SIGKILL'), limitMs + 30_000)
  return new Promise((resolve) => {
    const settle = (ran: Ran): void => {
      clearTimeout(ask)
      clearTimeout(force)
      resolve(ran)
    }
    child.once('error', (error) => settle({ code: 127, output: `${output}${error.message}\n` }))
    child.once('close', (code) => settle({ code, output }))
  })
}
