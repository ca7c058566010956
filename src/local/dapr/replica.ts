import { setTimeout as delay } from 'node:timers/promises'
import type { AppId } from '../../domain/topology.ts'
import type { LogFile } from '../log-file.ts'
import type { AppProcess } from '../processes.ts'
import { waitUntilReady } from '../readiness.ts'
import { errorText } from '../start-failure.ts'
import { type Supervised, supervise } from '../supervised-process.ts'
import type { Daprd } from './daprd.ts'
import type { DaprSidecars } from './sidecars.ts'

/** A process of an app and the sidecar beside it: both are started again whenever they end unasked. */
export type Replica = {
  app: AppId
  index: number
  /** Where the process answers. */
  port: number
  /** Resolves when the process is ready. */
  start(): Promise<void>
  /** Lets the process finish what is under way, then its sidecar. */
  stop(): Promise<void>
  /** Stops the process alone; `start` begins it again. */
  stopProcess(): Promise<void>
  /** The sidecar as it runs now. */
  sidecar(): Daprd
  /** Ends both at once. */
  kill(): void
}

type ReplicaOptions = {
  process: AppProcess
  index: number
  sidecars: DaprSidecars
  log: LogFile
  say: (line: string) => void
  signal: AbortSignal
}

const sidecarPauseMs = 1_000

/** The `index`-th replica of an app, whose sidecar runs already. */
export function createReplica({ process: app, index, sidecars, log, say, signal }: ReplicaOptions): Replica {
  let process: Supervised | undefined
  const sidecar = (): Daprd => {
    const running = sidecars.replicas(app.app)[index]
    if (running === undefined) throw new Error(`${app.app} has no replica ${index}`)
    return running
  }
  let wanted = true
  const keepSidecar = async () => {
    while (true) {
      const how = await sidecar().ended
      if (!wanted) return
      say(`! the sidecar of ${app.app} ended (${how}); it is started again. Its log: ${sidecar().logFile}`)
      await delay(sidecarPauseMs)
      if (!wanted) return
      await sidecars.restart(app.app, index).catch((error: unknown) => say(`! ${errorText(error)}`))
    }
  }
  let kept = keepSidecar()
  const stopProcess = async () => {
    await process?.stop()
    process = undefined
  }
  return {
    app: app.app,
    index,
    port: app.port,
    sidecar,
    stopProcess,
    async start() {
      if (!wanted) {
        wanted = true
        await sidecars.restart(app.app, index)
        kept = keepSidecar()
      }
      process = supervise(app, { log, say })
      await waitUntilReady(app, { crashed: process.crashed, logFile: log.file, signal })
      process.keepRunning()
    },
    async stop() {
      await stopProcess()
      wanted = false
      await sidecar().stop()
      await kept
    },
    kill() {
      wanted = false
      process?.kill()
      void sidecar().kill()
    },
  }
}
