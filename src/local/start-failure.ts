/** A failure the person at the terminal can act on: one sentence of reason, one of remedy. Shown without a stack. */
export class StartFailure extends Error {
  readonly remedy: string

  constructor(reason: string, remedy: string, options: { cause?: unknown } = {}) {
    super(reason, { cause: options.cause })
    this.name = 'StartFailure'
    this.remedy = remedy
  }
}

/** The code of a system or PostgreSQL error (`ENOENT`, `28P01`), if it has one. */
export function errorCode(error: unknown): string | undefined {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : undefined
}

export const errorText = (error: unknown): string => (error instanceof Error ? error.message : String(error))
