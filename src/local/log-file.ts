import { closeSync, fstatSync, openSync, renameSync, writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

const largestLog = 2 * 1024 * 1024
const rememberedLines = 40

export type LogFile = {
  file: string
  write(line: string): void
  /** Writes every line of `stream`, until it ends. */
  collect(stream: Readable): void
  /** The last lines written. */
  tail(): string[]
  close(): void
}

/**
 * A log that keeps at most about 4 MiB: past 2 MiB it moves aside to `<file>.1`. `onLine` hears each line.
 */
export function openLogFile(file: string, onLine: (line: string) => void = () => undefined): LogFile {
  let descriptor = openSync(file, 'a')
  let size = fstatSync(descriptor).size
  let isOpen = true
  const last: string[] = []
  const write = (line: string): void => {
    last.push(line)
    if (last.length > rememberedLines) last.shift()
    onLine(line)
    if (!isOpen) return
    if (size > largestLog) {
      closeSync(descriptor)
      renameSync(file, `${file}.1`)
      descriptor = openSync(file, 'a')
      size = 0
    }
    size += writeSync(descriptor, `${line}\n`)
  }
  return {
    file,
    write,
    collect: (stream) => {
      createInterface({ input: stream }).on('line', write)
    },
    tail: () => [...last],
    close: () => {
      if (isOpen) closeSync(descriptor)
      isOpen = false
    },
  }
}
