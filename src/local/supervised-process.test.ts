import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { openLogFile } from './log-file.ts'
import { type Supervised, supervise } from './supervised-process.ts'

let folder: string
let child: Supervised | undefined
const said: string[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-supervise-'))
  said.length = 0
})
afterEach(async () => {
  await child?.stop()
  await rm(folder, { recursive: true, force: true })
})

function run(code: string): Supervised {
  const log = openLogFile(join(folder, 'server.log'))
  const process = { app: 'server', args: ['-e', code], env: { FOLDER: folder }, host: '127.0.0.1', port: 1 } as const
  child = supervise(process, { log, say: (line) => said.push(line) })
  return child
}

const runs = async (): Promise<string[]> =>
  (await readFile(join(folder, 'runs'), 'utf8').catch(() => '')).split('\n').filter((line) => line !== '')
const noteRun = `const fs = require('node:fs'); fs.appendFileSync(process.env.FOLDER + '/runs', process.pid + '\\n');`

test('a process that fails before it is kept is not started again, and says why', async () => {
  const failing = run(`${noteRun} throw new Error('no such thing')`)
  expect(await failing.crashed).toMatch(/^exit code 1\n.*Error: no such thing/s)
  expect(await runs()).toHaveLength(1)
})

test('a kept process is started again after every crash', async () => {
  run(`${noteRun} setInterval(() => {}, 1e6)`).keepRunning()
  for (const count of [1, 2]) {
    await vi.waitFor(async () => expect(await runs()).toHaveLength(count), 10_000)
    process.kill(Number((await runs()).at(-1)), 'SIGKILL')
  }
  await vi.waitFor(async () => expect(await runs()).toHaveLength(3), 10_000)
  expect(said[0]).toContain('server ended unexpectedly (SIGKILL)')
})

test('stopping waits until the process has finished what it does', async () => {
  const draining = run(`setInterval(() => {}, 1e6)
    process.on('SIGTERM', () => setTimeout(() => { console.log('drained'); process.exit(0) }, 300))
    ${noteRun}`)
  await vi.waitFor(async () => expect(await runs()).toHaveLength(1), 10_000)
  await draining.stop()
  expect(await readFile(join(folder, 'server.log'), 'utf8')).toBe('drained\n')
  expect(said).toEqual([])
})
