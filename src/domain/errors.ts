/** What a consumer does with an event whose handling failed: try again later, or give it to the dead letters. */
export type FailureVerdict = 'retry' | 'drop'

/** The tRPC codes in use; spelled here because the domain knows no tRPC. */
export type RpcCode =
  | 'BAD_REQUEST'
  | 'UNAUTHORIZED'
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'PAYLOAD_TOO_LARGE'
  | 'PRECONDITION_FAILED'
  | 'TOO_MANY_REQUESTS'
  | 'INTERNAL_SERVER_ERROR'
  | 'SERVICE_UNAVAILABLE'

type ErrorEntry = { rpc: RpcCode; http: number; verdict: FailureVerdict; message: string }

/** The one error table: application code → transport codes, event verdict and the sentence a user reads. */
export const errorTable = {
  invalid_input: { rpc: 'BAD_REQUEST', http: 400, verdict: 'drop', message: 'That input is not valid.' },
  invalid_date: { rpc: 'BAD_REQUEST', http: 400, verdict: 'drop', message: 'That date or time does not exist.' },
  unknown_time_zone: {
    rpc: 'BAD_REQUEST',
    http: 400,
    verdict: 'drop',
    message: 'That time zone is not known. Use a name such as Europe/Berlin.',
  },
  invalid_recurrence: {
    rpc: 'BAD_REQUEST',
    http: 400,
    verdict: 'drop',
    message: 'That repeat rule is not supported.',
  },
  too_large: { rpc: 'PAYLOAD_TOO_LARGE', http: 413, verdict: 'drop', message: 'That is too large to accept.' },
  signed_out: { rpc: 'UNAUTHORIZED', http: 401, verdict: 'drop', message: 'Please sign in first.' },
  invalid_token: {
    rpc: 'UNAUTHORIZED',
    http: 401,
    verdict: 'drop',
    message: 'This needs a valid access token. Make one in the settings and send it as “Authorization: Bearer …”.',
  },
  forbidden: { rpc: 'FORBIDDEN', http: 403, verdict: 'drop', message: 'You may not do that.' },
  registration_closed: {
    rpc: 'FORBIDDEN',
    http: 403,
    verdict: 'drop',
    message: 'This server does not accept new accounts without an invitation.',
  },
  not_found: { rpc: 'NOT_FOUND', http: 404, verdict: 'drop', message: 'That does not exist (any more).' },
  version_conflict: {
    rpc: 'CONFLICT',
    http: 409,
    verdict: 'drop',
    message: 'This task was changed elsewhere in the meantime. Look at the new state and try again.',
  },
  mutation_reused: {
    rpc: 'CONFLICT',
    http: 409,
    verdict: 'drop',
    message: 'This request id was already used for something else.',
  },
  already_exists: { rpc: 'CONFLICT', http: 409, verdict: 'drop', message: 'That exists already.' },
  not_undoable: {
    rpc: 'PRECONDITION_FAILED',
    http: 412,
    verdict: 'drop',
    message: 'That can no longer be undone: it was changed since, or it is too long ago.',
  },
  not_recurring: { rpc: 'PRECONDITION_FAILED', http: 412, verdict: 'drop', message: 'That task does not repeat.' },
  confirmation_expired: {
    rpc: 'PRECONDITION_FAILED',
    http: 412,
    verdict: 'drop',
    message: 'That question has expired or was already answered. Please ask again.',
  },
  limit_reached: { rpc: 'PRECONDITION_FAILED', http: 412, verdict: 'drop', message: 'A limit has been reached.' },
  too_many_requests: {
    rpc: 'TOO_MANY_REQUESTS',
    http: 429,
    verdict: 'retry',
    message: 'That was too many requests. Please wait a moment.',
  },
  unavailable: {
    rpc: 'SERVICE_UNAVAILABLE',
    http: 503,
    verdict: 'retry',
    message: 'This is temporarily not available. Nothing was changed; please try again.',
  },
  internal: {
    rpc: 'INTERNAL_SERVER_ERROR',
    http: 500,
    verdict: 'retry',
    message: 'Something went wrong on our side. Nothing was changed; please try again.',
  },
} as const satisfies Record<string, ErrorEntry>

export type ErrorCode = keyof typeof errorTable

/** An error with a code of the table; `userMessage` replaces the table's sentence where more can be said. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly userMessage: string

  constructor(code: ErrorCode, options: { userMessage?: string; cause?: unknown } = {}) {
    super(`${code}: ${options.userMessage ?? errorTable[code].message}`, { cause: options.cause })
    this.name = 'AppError'
    this.code = code
    this.userMessage = options.userMessage ?? errorTable[code].message
  }
}

/** Any thrown value as an AppError; what is not one already becomes `internal` and keeps its cause. */
export function toAppError(error: unknown): AppError {
  return error instanceof AppError ? error : new AppError('internal', { cause: error })
}
