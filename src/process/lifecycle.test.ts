import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test, vi } from 'vitest'

const lifecycle = JSON.stringify(new URL('./lifecycle.ts', import.meta.url).href)
const log = JSON.stringify(new URL('./log.ts', import.meta.url).href)

/** A process that says "ready", and "closed" when it is asked to stop; `close` and `start` are code of the case. */
const program = ({ close = '', start = '', level = 'error' } = {}) => `
  import { runProcess } from ${lifecycle}
  import { createLog } from ${log}
  const keepAlive = setInterval(() => {}, 1000)
  const log = createLog({ app: 'server', level: '${level}' })
  await runProcess({
    log,
    graceMs: 300,
    start: async (signal) => {
      ${start}
      console.log('ready')
      return { close: async () => { ${close}; console.log('closed') } }
    },
  })`

function run(code: string, stdio: 'pipe' | 'ipc' = 'pipe') {
  const child = spawn('node', ['--input-type=module-typescript', '-e', code], {
    stdio: ['ignore', 'pipe', 'pipe', stdio],
  })
  let said = ''
  child.stdout?.on('data', (chunk) => {
    said += chunk
  })
  const until = (text: string) => vi.waitFor(() => expect(said).toContain(text), { timeout: 20_000 })
  return { child, until, said: () => said }
}

async function exitCode(child: ChildProcess): Promise<unknown> {
  if (child.exitCode === null) await once(child, 'exit')
  return child.exitCode
}

test.each(['SIGTERM', 'SIGINT'] as const)('%s closes and exits with 0, however often it comes', async (signal) => {
  const { child, until, said } = run(program())
  await until('ready')
  child.kill(signal)
  child.kill(signal)
  expect(await exitCode(child)).toBe(0)
  expect(said()).toContain('closed')
})

test('a close that takes too long ends with 1', async () => {
  const { child, until } = run(program({ close: 'await new Promise(() => {})' }))
  await until('ready')
  child.kill('SIGTERM')
  expect(await exitCode(child)).toBe(1)
})

test('a failed start and an uncaught error end with 1', async () => {
  expect(await exitCode(run(program({ start: 'throw new Error("no")' })).child)).toBe(1)
  expect(await exitCode(run(program({ start: 'setTimeout(() => { throw new Error("no") })' })).child)).toBe(1)
})

test('being asked to stop while starting is no failure', async () => {
  const waits =
    'console.log("starting"); await new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)))'
  const { child, until } = run(program({ start: waits }))
  await until('starting')
  child.kill('SIGTERM')
  expect(await exitCode(child)).toBe(0)
})

test('it stops when its parent lets go', async () => {
  const { child, until, said } = run(program(), 'ipc')
  await until('ready')
  child.disconnect()
  expect(await exitCode(child)).toBe(0)
  expect(said()).toContain('closed')
})

test('it leaves no orphan when its parent is killed', async () => {
  const parent = run(`
    import { spawn } from 'node:child_process'
    const args = ['--input-type=module-typescript', '-e', ${JSON.stringify(program())}]
    const child = spawn('node', args, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    console.log('pid', child.pid)`)
  await parent.until('ready')
  const pid = Number(/pid (\d+)/.exec(parent.said())?.[1])
  expect(process.kill(pid, 0)).toBe(true)
  parent.child.kill('SIGKILL')
  await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow('ESRCH'), { timeout: 10_000 })
})

test('its end waits for nobody who reads what it says', async () => {
  const { child, until } = run(program({ level: 'info', close: 'log.info({}, "last"); log.info({}, "words")' }), 'ipc')
  await until('ready')
  child.stdout?.destroy()
  child.stderr?.destroy()
  child.disconnect()
  expect(await exitCode(child)).toBe(0)
})
