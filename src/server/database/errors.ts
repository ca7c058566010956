import { AppError, type ErrorCode } from '../../domain/errors.ts'

// Raised by the functions of the write path.
const ownStates: Record<string, ErrorCode> = {
  TD404: 'not_found',
  TD409: 'version_conflict',
  TD410: 'mutation_reused',
  TD412: 'not_undoable',
  TD429: 'limit_reached',
}

// Data that PostgreSQL refuses: values, encodings, constraints. Schemas catch nearly all of it before.
const invalidInput = /^(22|23502|23514)/
// Connections, shutdown, resources, locks, time-outs, serialization: worth another try.
const unavailable = /^(08|53|55P03|57|40)/
const connectionProblem =
  /^(P1001|P1002|P1008|P1017|P2024|P2028|P2034|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/
const connectionMessage =
  /timeout exceeded when trying to connect|Connection terminated|Query read timeout|after calling end on the pool|Server has closed the connection|Can't reach database/i

type Described = { codes: string[]; constraint: string; messages: string[] }

/** What a log may tell of an error of the database: its codes, and where it came from. Its words may quote what was written. */
class DatabaseFailure extends Error {
  override name = 'DatabaseFailure'
  readonly code: string

  constructor(error: unknown, { codes, messages }: Described) {
    super(messages.find((message) => connectionMessage.test(message))?.match(connectionMessage)?.[0])
    this.code = [...new Set(codes)].join(' ')
    if (error instanceof Error && error.stack !== undefined) this.stack = error.stack
  }
}

/** Any error of a database call as an AppError; AppErrors pass through. */
export function toDatabaseError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const described: Described = { codes: [], constraint: '', messages: [] }
  describe(error, described, 0)
  return new AppError(codeOf(described), { cause: new DatabaseFailure(error, described) })
}

function codeOf({ codes, constraint, messages }: Described): ErrorCode {
  for (const code of codes) {
    const own = ownStates[code]
    if (own !== undefined) return own
  }
  // A user's rows hang on their account: where it is gone, so is their session.
  if (codes.some((code) => code === '23503' || code === 'P2003'))
    return constraint.includes('user_id') ? 'signed_out' : 'not_found'
  if (codes.some((code) => code === '23505' || code === 'P2002')) return 'already_exists'
  if (codes.some((code) => code === 'P2025')) return 'not_found'
  if (codes.some((code) => unavailable.test(code) || connectionProblem.test(code))) return 'unavailable'
  if (codes.some((code) => invalidInput.test(code))) return 'invalid_input'
  if (messages.some((message) => connectionMessage.test(message))) return 'unavailable'
  return 'internal'
}

/** Gathers codes through the layers: Prisma's error, its driver adapter's, pg's own. */
function describe(error: unknown, into: Described, depth: number): void {
  if (typeof error !== 'object' || error === null || depth > 5) return
  const layer = error as Record<string, unknown>
  for (const name of ['code', 'originalCode', 'sqlState']) {
    const code = layer[name]
    if (typeof code === 'string') into.codes.push(code)
  }
  if (typeof layer.message === 'string') into.messages.push(layer.message)
  if (layer.constraint !== undefined) into.constraint += JSON.stringify(layer.constraint)
  if (typeof layer.kind === 'string' && connectionKinds.has(layer.kind)) into.codes.push('08000')
  for (const inner of [layer.cause, layer.meta, layer.driverAdapterError]) describe(inner, into, depth + 1)
}

const connectionKinds = new Set([
  'DatabaseNotReachable',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
  'TransactionWriteConflict',
])
