import { type WebEnvironment, webEnvironment } from '../../domain/environment.ts'
import { readEnvironment } from '../../process/environment.ts'
import { createLog, type Log } from '../../process/log.ts'

let known: WebEnvironment | undefined
let log: Log | undefined

/** The environment of this process, read when first asked for: a build knows none of it. */
export function webConfiguration(): WebEnvironment {
  known ??= readEnvironment(webEnvironment)
  return known
}

export function webLog(): Log {
  log ??= createLog({ app: 'web', level: webConfiguration().LOG_LEVEL })
  return log
}
