import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test, vi } from 'vitest'
import { lastLines, launch } from './program.ts'

async function logFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-program-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return join(folder, 'program.log')
}

const sh = (script: string, log: string) => launch({ file: '/bin/sh', args: ['-c', script], logFile: log })
const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}

test('what a program said is in its log, and how it ended is told', async () => {
  const log = await logFile()
  const running = sh('echo one; echo two >&2; exit 3', log)
  expect(await running.ended).toBe('exit code 3')
  expect(running.hasEnded()).toBe(true)
  expect(lastLines(log)).toBe('one\ntwo')
})

test('a program that is no file ends at once, with the reason', async () => {
  const running = launch({ file: '/nowhere/program', args: [], logFile: await logFile() })
  expect(await running.ended).toContain('ENOENT')
})

test('one that does not end when asked to is killed', async () => {
  const log = await logFile()
  const running = sh('trap "" TERM; echo ready; while :; do sleep 0.1; done', log)
  await vi.waitFor(() => expect(lastLines(log)).toBe('ready'), { timeout: 10_000 })
  await running.stop(200)
  expect(await running.ended).toBe('SIGKILL')
})

test('a program does not outlive a parent that was killed', async () => {
  const code = `
    import { launch } from ${JSON.stringify(new URL('./program.ts', import.meta.url).href)}
    console.log(launch({ file: 'sleep', args: ['1000'], logFile: ${JSON.stringify(await logFile())} }).pid)
    setInterval(() => {}, 1_000)`
  const parent = spawn('node', ['--input-type=module-typescript', '-e', code], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [said] = await once(parent.stdout, 'data')
  const pid = Number(said)
  expect(isAlive(pid)).toBe(true)
  parent.kill('SIGKILL')
  await vi.waitFor(() => expect(isAlive(pid)).toBe(false), { timeout: 20_000, interval: 50 })
})
