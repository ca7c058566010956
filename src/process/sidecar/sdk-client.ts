import { CommunicationProtocolEnum, DaprClient } from '@dapr/dapr'
import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import type { Log } from '../log.ts'
import { parseJson, type SidecarAddress } from './sidecar-http.ts'

/** The SDK's client, its own logging turned into debug lines: it logs what it also returns. */
export function createSdkClient({ port, apiToken, host = '127.0.0.1' }: SidecarAddress, log: Log): DaprClient {
  const line = (text: unknown) => log.debug({ sdk: String(text).slice(0, 300) }, 'dapr sdk')
  return new DaprClient({
    daprHost: host,
    daprPort: String(port),
    communicationProtocol: CommunicationProtocolEnum.HTTP,
    ...(apiToken === undefined ? {} : { daprApiToken: apiToken }),
    logger: { service: { error: line, warn: line, info: line, verbose: line, debug: line } },
  })
}

const sdkErrorSchema = z.object({ status: z.int(), error_msg: z.string() })

/** The HTTP status inside an SDK error, which it puts as JSON into the message; undefined for a transport error. */
export function sdkErrorStatus(error: unknown): number | undefined {
  const parsed = sdkErrorSchema.safeParse(error instanceof Error ? parseJson(error.message) : undefined)
  return parsed.success ? parsed.data.status : undefined
}

const daprErrorSchema = z.object({ message: z.string() })

/** What the sidecar said in an SDK error, in its own words where it gave any. */
export function sdkErrorText(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error)
  const sdk = sdkErrorSchema.safeParse(parseJson(text))
  if (!sdk.success) return text
  const dapr = daprErrorSchema.safeParse(parseJson(sdk.data.error_msg))
  return dapr.success ? dapr.data.message : `status ${sdk.data.status}`
}

/** The SDK has no time-out: gives up on `call` after `timeoutMs`, though the request itself may still arrive. */
export async function withTimeout<T>(call: Promise<T>, timeoutMs: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new AppError('unavailable', { cause: new Error('no answer in time') })), timeoutMs)
  })
  try {
    return await Promise.race([call, late])
  } finally {
    clearTimeout(timer)
  }
}

/** Runs an SDK call that reports failure by `{error}` or by throwing; both reject as `unavailable` with the cause. */
export async function checked<T extends { error?: unknown }>(call: Promise<T>, timeoutMs: number): Promise<void> {
  const result = await withTimeout(call, timeoutMs).catch((cause: unknown) => {
    throw cause instanceof AppError ? cause : new AppError('unavailable', { cause })
  })
  if (result.error !== undefined) throw new AppError('unavailable', { cause: result.error })
}
