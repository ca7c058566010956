import { type DestinationStream, destination as fileDestination, type Logger, pino, stdTimeFunctions } from 'pino'
import { AppError } from '../domain/errors.ts'
import { currentTrace, traceIdOf } from './trace.ts'

export type Log = Logger

type LogOptions = { app: string; level: 'debug' | 'info' | 'warn' | 'error'; destination?: DestinationStream }

/**
 * JSON lines on standard output, with `app` on each and, inside a trace, its id. Users' text never goes into a log: errors are reduced to what
 * cannot hold any (an AppError's own sentence may quote input, so only its code is kept), and fields that usually carry
 * such text are removed should someone pass them.
 */
export function createLog({ app, level, destination }: LogOptions): Log {
  return pino(
    {
      level,
      base: { app },
      mixin: traceOfLine,
      timestamp: stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: describeError },
      redact: { paths: privateFields.flatMap((field) => [field, `*.${field}`]), remove: true },
    },
    destination ?? standardOutput(),
  )
}

/** Line by line: what pino would hold back until the end it writes again and again, for ever, where nobody reads any more. */
const standardOutput = (): DestinationStream => fileDestination({ fd: 1, sync: true })

const privateFields = [
  'title',
  'notes',
  'tags',
  'text',
  'message',
  'email',
  'password',
  'token',
  'cookie',
  'authorization',
]

function traceOfLine(): { traceId?: string } {
  const traceId = traceIdOf(currentTrace())
  return traceId === undefined ? {} : { traceId }
}

type ErrorDescription = {
  type: string
  code?: string
  reason?: string
  stack?: string
  cause?: ErrorDescription | undefined
}

function describeError(error: unknown, depth = 0): ErrorDescription {
  if (!(error instanceof Error)) return { type: typeof error }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  const cause = error.cause === undefined || depth > 3 ? undefined : describeError(error.cause, depth + 1)
  // A stack begins with the message, so it is cut down to its frames.
  const frames = error.stack?.split('\n').filter((line) => line.startsWith('    at '))
  const stack = frames?.join('\n')
  const reason = error instanceof AppError ? undefined : withoutQuotations(error.message)
  return {
    type: error.name,
    ...(code && { code }),
    ...(reason && { reason }),
    ...(stack && { stack }),
    ...(cause && { cause }),
  }
}

// What is quoted is what somebody gave: the text that is no JSON, the value that does not fit, the address unknown there.
// A quotation may go on in the next line, and apostrophes are none.
function withoutQuotations(message: string): string | undefined {
  const [firstLine = ''] = message.split('\n')
  return firstLine
    .replace(/(?<![a-z])["'`“‘].*/i, '…')
    .replace(/\S+@\S+/g, '…')
    .slice(0, 300)
}
