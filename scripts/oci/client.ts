import { type Signer, signedHeaders } from '../../infra/platform/oke/credentials/sign.ts'

/** An answer of Oracle's that is not the one hoped for, with what to do about it. */
export class OracleError extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, code: string, message: string) {
    super(`Oracle answers ${status} ${code}: ${message} ${remedyOf(status, code, message)}`.trim())
    this.name = 'OracleError'
    this.status = status
    this.code = code
  }
}

export type OracleRequest = { method: 'GET' | 'POST' | 'DELETE'; url: string; body?: object }

/** The JSON that Oracle answers to a signed request; undefined where there is nothing of that name. @throws OracleError */
export async function askOracle(signer: Signer, { method, url, body }: OracleRequest): Promise<unknown> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const target = new URL(url)
  const date = new Date().toUTCString()
  const signed = signedHeaders(signer, { method, url: target, date, ...(text === undefined ? {} : { body: text }) })
  const response = await fetch(target, {
    method,
    headers: signed,
    signal: AbortSignal.timeout(30_000),
    ...(text === undefined ? {} : { body: text }),
  })
  const answer = await response.text()
  if (response.ok) return answer === '' ? undefined : JSON.parse(answer)
  const { code, message } = problemOf(answer)
  if (response.status === 404 && method === 'GET' && !code.startsWith('NotAuthorized')) return undefined
  throw new OracleError(response.status, code, message)
}

function problemOf(answer: string): { code: string; message: string } {
  try {
    const { code = '', message = '' } = JSON.parse(answer) as { code?: string; message?: string }
    return { code, message }
  } catch {
    return { code: '', message: answer.slice(0, 200) }
  }
}

function remedyOf(status: number, code: string, message: string): string {
  if (/out of host capacity/i.test(message)) return 'Wait, and run `pulumi up` again: it goes on where it stopped.'
  if (status === 401)
    return 'Compare ~/.oci/config with the API keys of your profile, and set the clock of this machine.'
  if (code === 'LimitExceeded')
    return 'Remove what is left over (npm run doctor -- --stack oke names it), or ask for a higher limit.'
  if (code === 'QuotaExceeded') return 'The compartment’s quota refuses what is not free. Use less, or set allowPaid.'
  if (status === 403 || code.startsWith('NotAuthorized'))
    return 'Your user may not do this: an administrator of the tenancy may.'
  if (status === 429 || status >= 500) return 'Try again in a minute.'
  return ''
}
