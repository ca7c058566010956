import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { requirePrograms } from '../src/local/dapr/require-programs.ts'
import { type Stack, startStack } from '../src/local/dapr/stack.ts'
import { freePorts } from '../src/local/free-port.ts'
import { startTopics } from '../src/local/kafka/start-topics.ts'
import { type LocalSettings, readSettings } from '../src/local/settings.ts'
import { hearStopSignals } from '../src/local/stop-signal.ts'
import { createTerminal, tellFailure } from '../src/local/terminal.ts'

/**
 * `npm run dev:dapr`: the product as a cluster has it, for a contributor: a real sidecar beside each process, and a real
 * broker (KAFKA_BROKERS names one; else one is started). It keeps its data apart from that of `npm start`.
 */
async function run(settings: LocalSettings, signal: AbortSignal, onStack: (stack: Stack) => void): Promise<void> {
  const terminal = createTerminal()
  requirePrograms()
  await using started = new AsyncDisposableStack()
  // What a broker of ours stores goes with it: whatever was not published by then is still in the outbox.
  const folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-broker-'))
  started.defer(() => rm(folder, { recursive: true, force: true }))
  const broker = await terminal.step('Starting the broker', () => startTopics(join(folder, 'broker')))
  started.defer(broker.close)
  const [server = 0, notifications = 0, recurring = 0] = await freePorts('127.0.0.1', 3)
  const ports = { web: [settings.PORT], server: [server], notifications: [notifications], recurring: [recurring] }
  const stack = await startStack({ settings, broker, ports, terminal, signal })
  onStack(stack)
  started.defer(async () => {
    terminal.say('Stopping …')
    await stack.stop()
  })
  await terminal.step('Starting the processes', () => Promise.all(stack.replicas.map((replica) => replica.start())))
  terminal.say(`\n  Ready: ${settings.APP_URL}\n`)
  terminal.say(`  Ctrl-C stops it. Logs: ${settings.DATA_DIR}/logs, of the sidecars ${settings.DATA_DIR}/dapr/logs`)
  const stopped = new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  await Promise.race([stopped, stack.lost.then((reason) => Promise.reject(reason))])
}

let stack: Stack | undefined
const { signal } = hearStopSignals(() => {
  stack?.kill()
  process.exit(1)
})
try {
  const settings = readSettings()
  await run({ ...settings, DATA_DIR: join(settings.DATA_DIR, 'dapr') }, signal, (running) => {
    stack = running
  })
} catch (error) {
  if (!signal.aborted) {
    tellFailure(error)
    process.exitCode = 1
  }
}
process.exit()
