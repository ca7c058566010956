import { AppError } from '../domain/errors.ts'
import { errorText, StartFailure } from './start-failure.ts'

/** Where progress is told: counting seconds in a terminal, whole lines in a log. */
export type Terminal = {
  /** A line of its own. */
  say(line: string): void
  /** Runs `work` as a visible step; a failure gets the step's title. */
  step<T>(title: string, work: () => Promise<T>): Promise<T>
}

type Output = { write(text: string): unknown; isTTY?: boolean }

export function createTerminal(output: Output = process.stdout): Terminal {
  let current: { title: string; start: number } | undefined
  const show = (): void => {
    if (current && output.isTTY) output.write(`\r… ${current.title} ${Math.floor(secondsSince(current.start))} s`)
  }
  const clear = (): void => {
    if (current && output.isTTY) output.write('\r\u001b[K')
  }
  return {
    say: (line) => {
      clear()
      output.write(`${line}\n`)
      show()
    },
    step: async (title, work) => {
      current = { title, start: performance.now() }
      show()
      const timer = output.isTTY ? setInterval(show, 1_000) : undefined
      try {
        const result = await work()
        clear()
        output.write(`✓ ${title} (${secondsSince(current.start).toFixed(1)} s)\n`)
        return result
      } catch (error) {
        clear()
        output.write(`✗ ${title} (${secondsSince(current.start).toFixed(1)} s)\n`)
        throw error
      } finally {
        clearInterval(timer)
        current = undefined
      }
    },
  }
}

const secondsSince = (start: number): number => (performance.now() - start) / 1_000

/** Tells what went wrong and what to do; only what nobody foresaw shows its stack. */
export function tellFailure(error: unknown, output: Output = process.stderr): void {
  if (error instanceof AppError) output.write(`${error.userMessage}\n`)
  else if (error instanceof StartFailure) output.write(`\n${error.message}\n${error.remedy}\n`)
  else output.write(`\n${error instanceof Error ? error.stack : errorText(error)}\n`)
}
