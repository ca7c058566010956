import { setTimeout as delay } from 'node:timers/promises'
import { StartFailure } from '../start-failure.ts'
import { lastLines, type Running } from './program.ts'

type Waiting = {
  name: string
  process: Running
  logFile: string
  /** Answers 2xx when it is ready. */
  url: string
  timeoutMs?: number
}

const pollMs = 50

/**
 * Waits for a program to be ready; stops it where it takes too long.
 *
 * @throws StartFailure with the end of its log where it ended or took too long
 */
export async function untilReady({ name, process, logFile, url, timeoutMs = 60_000 }: Waiting): Promise<void> {
  const deadline = Date.now() + timeoutMs
  while (Date.now() < deadline) {
    if (process.hasEnded()) throw failure(`${name} ended (${await process.ended}).`, logFile)
    const ready = await fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
      (response) => response.ok,
      () => false,
    )
    if (ready) return
    await delay(pollMs)
  }
  await process.kill()
  throw failure(`${name} was not ready within ${timeoutMs / 1_000} s.`, logFile)
}

const failure = (reason: string, logFile: string): StartFailure =>
  new StartFailure(`${reason} It said at last:\n${lastLines(logFile)}`, `Its log is ${logFile}.`)
