import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DaprFiles } from '../../../infra/dapr/render-files.ts'
import { sidecarArguments } from '../../../infra/dapr/sidecar.ts'
import type { AppId } from '../../domain/topology.ts'
import { daprd, findProgram } from './find-program.ts'
import { launch, type Running } from './program.ts'
import type { Authority } from './sentry.ts'
import { untilReady } from './until-ready.ts'

/** Ports of one sidecar: its API, the same by gRPC, what other sidecars call, and its metrics. */
export type DaprdPorts = { http: number; grpc: number; internal: number; metrics: number }

export type DaprdOptions = {
  app: AppId
  /** Distinguishes replicas in names of files. */
  replica: number
  appPort: number
  ports: DaprdPorts
  files: DaprFiles
  authority: Authority
  namespace: string
  /** `dapr`: what the app must show; `app`: what the app is shown. */
  tokens: { dapr: string; app: string }
  /** Folder of its log. */
  logs: string
}

export type Daprd = Running & { app: AppId; ports: DaprdPorts; logFile: string; ready(): Promise<void> }

const loopback = '127.0.0.1'

/** Starts the sidecar of one replica of an app; `ready` resolves when its components are, be the app there or not. */
export async function startDaprd(options: DaprdOptions): Promise<Daprd> {
  const { app, appPort, ports, files, authority, namespace, tokens, logs } = options
  const file = findProgram(daprd)
  await mkdir(logs, { recursive: true })
  const logFile = join(logs, `daprd-${app}-${options.replica}.log`)
  const running = launch({
    file,
    args: [
      ...sidecarArguments(app),
      ...[`--app-port=${appPort}`, `--app-channel-address=${loopback}`],
      ...[`--dapr-http-port=${ports.http}`, `--dapr-grpc-port=${ports.grpc}`],
      ...[`--dapr-internal-grpc-port=${ports.internal}`, `--dapr-internal-grpc-listen-address=${loopback}`],
      ...[`--metrics-port=${ports.metrics}`, `--metrics-listen-address=${loopback}`],
      ...[`--dapr-listen-addresses=${loopback}`, `--resources-path=${files.resources}`],
      `--config=${files.configurations[app]}`,
      ...['--enable-mtls', `--sentry-address=${authority.address}`],
    ],
    env: {
      NAMESPACE: namespace,
      DAPR_HOST_IP: loopback,
      DAPR_TRUST_ANCHORS: authority.trustAnchors,
      DAPR_API_TOKEN: tokens.dapr,
      APP_API_TOKEN: tokens.app,
    },
    logFile,
  })
  const url = `http://${loopback}:${ports.http}/v1.0/healthz/outbound`
  return {
    ...running,
    app,
    ports,
    logFile,
    ready: () => untilReady({ name: `daprd of ${app}`, process: running, logFile, url }),
  }
}
