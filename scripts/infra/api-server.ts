import { type ChildProcess, spawn } from 'node:child_process'
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { request } from 'node:https'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { freePort } from '../../src/local/free-port.ts'

export type ApiServer = AsyncDisposable & {
  /** Answers with status and body. */
  call: (method: string, path: string, body?: string) => Promise<{ status: number; body: string }>
}

/** A program of Kubernetes, on PATH or in the folder KUBEBUILDER_ASSETS. */
export function findKubernetesProgram(name: string): string {
  const folders = [process.env.KUBEBUILDER_ASSETS ?? '', ...(process.env.PATH ?? '').split(delimiter)]
  const found = folders.map((folder) => join(folder, name)).find((path) => path !== name && existsSync(path))
  if (found !== undefined) return found
  throw new Error(
    `${name} is neither on PATH nor in KUBEBUILDER_ASSETS. \`setup-envtest use 1.34 -p path\` of ` +
      'sigs.k8s.io/controller-runtime/tools/setup-envtest fetches it and prints the folder.',
  )
}

/** A real API server with its etcd on ports and a folder of their own; both end with it. */
export async function startApiServer(): Promise<ApiServer> {
  const [etcd, kube] = [findKubernetesProgram('etcd'), findKubernetesProgram('kube-apiserver')]
  const folder = mkdtempSync(join(tmpdir(), 'todo-chatbot-api-server-'))
  const [client, peer, secure] = [await freePort('127.0.0.1'), await freePort('127.0.0.1'), await freePort('127.0.0.1')]
  const token = randomBytes(16).toString('hex')
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2_048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  writeFileSync(join(folder, 'tokens.csv'), `${token},admin,admin,system:masters\n`)
  writeFileSync(join(folder, 'key.pem'), privateKey)
  writeFileSync(join(folder, 'public.pem'), publicKey)
  const children = [
    start(folder, etcd, [
      ...['--data-dir', join(folder, 'etcd'), '--unsafe-no-fsync', '--log-level', 'error'],
      ...[
        '--listen-client-urls',
        `http://127.0.0.1:${client}`,
        '--advertise-client-urls',
        `http://127.0.0.1:${client}`,
      ],
      ...[
        '--listen-peer-urls',
        `http://127.0.0.1:${peer}`,
        '--initial-advertise-peer-urls',
        `http://127.0.0.1:${peer}`,
      ],
      ...['--initial-cluster', `default=http://127.0.0.1:${peer}`],
    ]),
    start(folder, kube, [
      ...['--etcd-servers', `http://127.0.0.1:${client}`, '--cert-dir', folder, '--bind-address', '127.0.0.1'],
      ...['--secure-port', String(secure), '--token-auth-file', join(folder, 'tokens.csv')],
      ...['--service-account-issuer', 'https://kubernetes.default.svc', '--authorization-mode', 'RBAC'],
      ...['--service-account-signing-key-file', join(folder, 'key.pem')],
      ...['--service-account-key-file', join(folder, 'public.pem'), '--service-cluster-ip-range', '10.96.0.0/16'],
      // What an API server alone has no controllers for.
      ...['--disable-admission-plugins', 'ServiceAccount', '--allow-privileged'],
    ]),
  ]
  const certificate = join(folder, 'apiserver.crt')
  const call: ApiServer['call'] = async (method, path, body) =>
    send({ port: secure, token, ca: readFileSync(certificate, 'utf8') }, { method, path, body })
  const stop = async () => {
    await Promise.all(children.reverse().map(stopped))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await untilReady(call, children, folder)
  } catch (error) {
    await stop()
    throw error
  }
  return { call, [Symbol.asyncDispose]: stop }
}

function start(folder: string, command: string, args: string[]): ChildProcess {
  const child = spawn(command, args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] })
  child.stderr.on('data', (chunk: Buffer) => writeFileSync(join(folder, 'log'), chunk, { flag: 'a' }))
  return child
}

function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('close', () => resolve())
    child.kill('SIGKILL')
  })
}

const patience = 120_000

async function untilReady(call: ApiServer['call'], children: ChildProcess[], folder: string): Promise<void> {
  const end = Date.now() + patience
  for (;;) {
    const answer = await call('GET', '/readyz').catch(() => undefined)
    if (answer?.status === 200) return
    if (Date.now() > end || children.some(({ exitCode }) => exitCode !== null)) {
      const log = readFileSync(join(folder, 'log'), 'utf8').split('\n').slice(-5).join('\n')
      throw new Error(`The API server did not come up:\n${log}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

type Target = { port: number; token: string; ca: string }
type Request = { method: string; path: string; body: string | undefined }

async function send({ port, token, ca }: Target, { method, path, body }: Request) {
  const headers = {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'content-type': 'application/yaml',
  }
  const options = { host: '127.0.0.1', servername: 'localhost', port, method, path, headers, ca, timeout: 30_000 }
  return new Promise<{ status: number; body: string }>((resolve, reject) => {
    const sent = request({ ...options, checkServerIdentity: () => undefined }, (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode ?? 0, body: answer }), reject)
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
