import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { AppError } from '../../domain/errors.ts'
import { components } from '../../domain/topology.ts'
import type { Log } from '../log.ts'
import { invokeCall } from './invoking.ts'
import { publishCalls } from './publishing.ts'
import { createSdkClient, sdkErrorText, withTimeout } from './sdk-client.ts'
import type { Sidecar } from './sidecar.ts'
import { type SidecarAddress, sidecarHttp, unexpectedReply } from './sidecar-http.ts'
import { stateCalls } from './state.ts'

const secretSchema = z.record(z.string(), z.string())
/** Soon where the sidecar starts beside its app; in the end slow enough for one that is minutes late. */
const readyPoll = { firstMs: 50, maxMs: 2_000 }

/** The sidecar at `address`, by `@dapr/dapr` where its client tells the truth and by the same HTTP API where not. */
export function createSidecar(address: SidecarAddress & { log: Log }): Sidecar {
  const timeoutMs = address.timeoutMs ?? 10_000
  const client = createSdkClient(address, address.log)
  const http = sidecarHttp(address)
  const check = async (signal: AbortSignal) => {
    const reply = await http({ path: '/v1.0/healthz/outbound', signal })
    if (reply.status >= 300) throw unexpectedReply('health', reply)
  }
  return {
    ...publishCalls(client, http, timeoutMs),
    invoke: invokeCall(http),
    ...stateCalls(client, http, timeoutMs),
    async getSecret(name) {
      const reply = await withTimeout(client.secret.get(components.secrets, name), timeoutMs).catch(
        (cause: unknown) => {
          throw withoutSecret(name, sdkErrorText(cause))
        },
      )
      // A store answers with all keys of that secret: one of its own name, or the only one.
      const keys = secretSchema.safeParse(reply)
      const values = keys.success ? Object.values(keys.data) : []
      const value = keys.success ? (keys.data[name] ?? (values.length === 1 ? values[0] : undefined)) : undefined
      if (value === undefined) throw withoutSecret(name, 'it has no value of that name')
      return value
    },
    check,
    async waitUntilReady(signal) {
      for (let pause = readyPoll.firstMs; ; pause = Math.min(pause * 2, readyPoll.maxMs)) {
        signal.throwIfAborted()
        const ready = await check(signal).then(
          () => true,
          () => false,
        )
        if (ready) return
        await delay(pause, undefined, { signal }).catch(() => signal.throwIfAborted())
      }
    },
    close: () => client.stop(),
  }
}

/** Whoever reads the log must learn which secret to put where; the value never stands in it. */
const withoutSecret = (name: string, reason: string): AppError =>
  new AppError('unavailable', {
    cause: new Error(`no secret ${name} from the store ${components.secrets}: ${reason}`),
  })
