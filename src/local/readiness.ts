import { setTimeout as delay } from 'node:timers/promises'
import { probes } from '../domain/topology.ts'
import type { AppProcess } from './processes.ts'
import { errorText, StartFailure } from './start-failure.ts'

const patienceMs = 60_000

type ReadyOptions = {
  /** Settles when the process crashes, with what it last said. */
  crashed: Promise<string>
  /** Where the person may read more. */
  logFile: string
  signal: AbortSignal
}

/**
 * Waits until the process says that it and all it depends on are ready.
 *
 * @throws StartFailure where it crashes or takes more than a minute
 */
export async function waitUntilReady(child: AppProcess, { crashed, logFile, signal }: ReadyOptions): Promise<void> {
  const remedy = `Its log is ${logFile}.`
  const crash = crashed.then((said) => {
    throw new StartFailure(`${child.app} could not start: ${said}`, remedy)
  })
  await Promise.race([crash, poll(child, signal, remedy)])
}

async function poll({ app, host, port }: AppProcess, signal: AbortSignal, remedy: string): Promise<void> {
  const deadline = Date.now() + patienceMs
  let answer = 'it does not answer'
  while (Date.now() < deadline) {
    signal.throwIfAborted()
    try {
      const response = await fetch(`http://${host}:${port}${probes.ready}`, { signal: AbortSignal.timeout(5_000) })
      if (response.ok) return
      answer = `it answers ${response.status} ${await response.text()}`
    } catch (error) {
      answer = `it does not answer (${errorText(error instanceof Error && error.cause ? error.cause : error)})`
    }
    await delay(50, undefined, { signal })
  }
  throw new StartFailure(`${app} was not ready within ${patienceMs / 1_000} s: ${answer}.`, remedy)
}
