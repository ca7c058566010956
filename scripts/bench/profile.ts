import { readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { rounded } from './report.ts'

type Frame = { id: number; callFrame: { functionName: string; url: string } }
type CpuProfile = { nodes: Frame[]; samples: number[]; timeDeltas: number[] }
type Target = { pid: number; logFile: string }

/**
 * Where the CPU time of a process goes while `work` runs: share by package, the largest first. The process opens its
 * inspector by SIGUSR1, as any Node process does, and says in its log where.
 */
export async function profileDuring(target: Target, work: () => Promise<unknown>): Promise<string> {
  const session = await openInspector(target)
  try {
    await session.call('Profiler.enable')
    await session.call('Profiler.setSamplingInterval', { interval: 500 })
    await session.call('Profiler.start')
    await work()
    const { profile } = (await session.call('Profiler.stop')) as { profile: CpuProfile }
    return sharesOf(profile)
  } finally {
    session.close()
  }
}

async function openInspector({ pid, logFile }: Target) {
  process.kill(pid, 'SIGUSR1')
  const socket = new WebSocket(await inspectorUrl(logFile))
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', reject, { once: true })
  })
  const waiting = new Map<number, (result: unknown) => void>()
  socket.addEventListener('message', ({ data }) => {
    const { id, result } = JSON.parse(String(data))
    waiting.get(id)?.(result)
  })
  let last = 0
  return {
    call: (method: string, params: object = {}) =>
      new Promise<unknown>((resolve) => {
        last += 1
        waiting.set(last, resolve)
        socket.send(JSON.stringify({ id: last, method, params }))
      }),
    close: () => socket.close(),
  }
}

async function inspectorUrl(logFile: string): Promise<string> {
  for (const deadline = Date.now() + 10_000; Date.now() < deadline; await delay(50)) {
    const urls = (await readFile(logFile, 'utf8')).match(/ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/g)
    const last = urls?.at(-1)
    if (last !== undefined) return last
  }
  throw new Error(`no inspector was opened (${logFile})`)
}

function sharesOf({ nodes, samples, timeDeltas }: CpuProfile): string {
  const owners = new Map(nodes.map(({ id, callFrame }) => [id, ownerOf(callFrame)]))
  const used = new Map<string, number>()
  for (const [at, id] of samples.entries()) {
    const owner = owners.get(id) ?? ''
    used.set(owner, (used.get(owner) ?? 0) + (timeDeltas[at] ?? 0))
  }
  const idle = used.get('idle') ?? 0
  used.delete('idle')
  const busy = [...used.values()].reduce((total, each) => total + each, 0)
  const shares = [...used].sort(([, a], [, b]) => b - a).filter(([, time]) => time >= busy * 0.02)
  const list = shares.map(([owner, time]) => `${owner} ${Math.round((time / busy) * 100)} %`)
  return `busy ${rounded((busy / (busy + idle)) * 100, 0)} % of a core: ${list.join(', ')}`
}

function ownerOf({ functionName, url }: Frame['callFrame']): string {
  if (functionName === '(idle)' || functionName === '(program)')
    return functionName === '(idle)' ? 'idle' : 'system calls'
  if (functionName === '(garbage collector)') return 'garbage collection'
  const packaged = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url)?.[1]
  if (packaged !== undefined) return packaged
  if (url.startsWith('node:')) return 'Node'
  if (url.includes('/src/')) return 'own code'
  return /JSON|parse|stringify/.test(functionName) ? 'JSON' : 'built-in functions'
}
