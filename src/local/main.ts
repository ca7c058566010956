import { parseArgs } from 'node:util'
import { createApiClient } from './demo/api-client.ts'
import { type DemoUser, makeDemo } from './demo/make-demo.ts'
import { reachableHost } from './processes.ts'
import type { LocalSecrets } from './secrets.ts'
import { type LocalSettings, readSettings } from './settings.ts'
import { runProduct } from './start.ts'
import { errorText } from './start-failure.ts'
import { hearStopSignals } from './stop-signal.ts'
import type { Supervised } from './supervised-process.ts'
import { createTerminal, tellFailure } from './terminal.ts'

const usage = `Usage: npm start [-- options]

  --demo   add a demo user with a month of tasks
  --help   show this

Settings are read from the environment or from .env: PORT, HOST, DATA_DIR, DATABASE_URL and others;
.env.example explains each.`

function readArguments(): { demo: boolean; help: boolean } | undefined {
  try {
    const { values } = parseArgs({ options: { demo: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } })
    return { demo: values.demo ?? false, help: values.help ?? false }
  } catch (error) {
    process.stderr.write(`${errorText(error)}\n\n${usage}\n`)
    return undefined
  }
}

/** Returns the exit code. */
async function main(): Promise<number> {
  const given = readArguments()
  if (!given) return 2
  if (given.help) {
    console.log(usage)
    return 0
  }
  const terminal = createTerminal()
  const processes: Supervised[] = []
  const { signal, stop } = hearStopSignals(() => {
    for (const child of processes) child.kill()
    process.exit(1)
  })
  let failure: unknown
  process.on('uncaughtException', (error) => {
    failure ??= error
    stop('an uncaught error')
  })
  try {
    const settings = readSettings()
    await runProduct({
      settings,
      terminal,
      signal,
      onProcess: (child) => processes.push(child),
      onReady: async (secrets) => {
        const user = given.demo ? await terminal.step('Making the demo', () => demo(settings, secrets)) : undefined
        terminal.say(`\n  Ready: ${settings.APP_URL}\n`)
        if (settings.HOST !== '127.0.0.1' && settings.APP_URL.startsWith('http://localhost:')) {
          terminal.say('  From other machines it works once APP_URL is the address they use.')
        }
        if (user) terminal.say(`  Demo user: ${user.email}, password: ${user.password}`)
        terminal.say(`  Ctrl-C stops it. Logs: ${settings.DATA_DIR}/logs`)
      },
    })
  } catch (error) {
    if (!signal.aborted) failure = error
  }
  if (failure === undefined) return 0
  tellFailure(failure)
  return 1
}

function demo(settings: LocalSettings, secrets: LocalSecrets): Promise<DemoUser> {
  const api = createApiClient({
    base: `http://${reachableHost(settings.HOST)}:${settings.PORT}`,
    origin: settings.APP_URL,
  })
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions()
  return makeDemo({ api, password: secrets.demoPassword, timeZone, now: new Date() })
}

process.exit(await main())
