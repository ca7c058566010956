import { join } from 'node:path'
import { type LogFile, openLogFile } from './log-file.ts'
import { errorsOf, onceAMinute } from './log-lines.ts'

/** A log for each process, whose errors also appear in the terminal. */
export function appLogs(dataDir: string, say: (line: string) => void): (name: string) => LogFile {
  return (name) => {
    const isNew = onceAMinute(Date.now)
    return openLogFile(join(dataDir, 'logs', `${name}.log`), (line) => {
      for (const error of errorsOf(line)) if (isNew(error)) say(`! ${name}: ${error}`)
    })
  }
}
