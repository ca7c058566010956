import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { freePorts } from '../free-port.ts'
import { findProgram, sentry } from './find-program.ts'
import { launch, type Running } from './program.ts'
import { untilReady } from './until-ready.ts'

export type Authority = {
  /** `host:port` where sidecars get their identities. */
  address: string
  /** PEM that sidecars trust each other by. */
  trustAnchors: string
  process: Running
}

const configuration = {
  apiVersion: 'dapr.io/v1alpha1',
  kind: 'Configuration',
  metadata: { name: 'sentry' },
  spec: { mtls: { enabled: true, workloadCertTTL: '24h', allowedClockSkew: '15m' } },
}

/**
 * Starts Dapr's certificate authority, with keys of its own in `folder`. It believes whatever app-id a sidecar on this
 * machine claims: in a cluster service accounts prove it.
 */
export async function startSentry(folder: string): Promise<Authority> {
  const file = findProgram(sentry)
  const credentials = join(folder, 'credentials')
  await mkdir(credentials, { recursive: true, mode: 0o700 })
  const config = join(folder, 'sentry.yaml')
  await writeFile(config, JSON.stringify(configuration, null, 2))
  const [port = 0, health = 0, metrics = 0] = await freePorts('127.0.0.1', 3)
  const logFile = join(folder, 'sentry.log')
  const process = launch({
    file,
    args: [
      ...[`--config=${config}`, `--issuer-credentials=${credentials}`],
      '--trust-domain=localhost',
      ...['--listen-address=127.0.0.1', `--port=${port}`],
      ...['--healthz-listen-address=127.0.0.1', `--healthz-port=${health}`],
      ...['--metrics-listen-address=127.0.0.1', `--metrics-port=${metrics}`],
      '--log-as-json',
    ],
    logFile,
  })
  await untilReady({ name: 'sentry', process, logFile, url: `http://127.0.0.1:${health}/healthz` })
  const trustAnchors = await readFile(join(credentials, 'ca.crt'), 'utf8')
  return { address: `127.0.0.1:${port}`, trustAnchors, process }
}
