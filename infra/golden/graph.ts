import { fileURLToPath } from 'node:url'
import { imageTargets } from '../image-targets.ts'
import { deploy } from '../program.ts'
import { parseSettings, wrapSecrets } from '../settings.ts'
import { ociCalls } from '../testing/oci.ts'
import { type RecordedResource, record } from '../testing/record.ts'

/** What a resource is known by in a graph: `<type> <name>`. */
export type Graph = Record<string, Omit<RecordedResource, 'type' | 'name'>>

const builtImage = (target: string) => `built/todo-chatbot/${target}@sha256:${'ab'.repeat(32)}`
const noCharts = { 'kubernetes:helm:template': () => ({ result: [] }) }

/** Everything that a stack of this configuration registers, with nothing in it of the machine that asks. */
export async function graphOf(config: Record<string, string>): Promise<Graph> {
  const parsed = parseSettings(config)
  if (!parsed.ok) throw new Error(parsed.problems.join('\n'))
  const { settings, secrets } = parsed
  const images = Object.fromEntries(imageTargets.map((target) => [target, builtImage(target)]))
  const program = () => deploy({ settings, secrets: wrapSecrets(secrets), buildImages: () => images as never })
  const { resources } = await record(program, {
    calls: { ...ociCalls, ...noCharts },
    states: ({ type }) => (type === 'oci:Core/publicIp:PublicIp' ? { ipAddress: '203.0.113.9' } : {}),
  })
  const direct = directDependencies(resources)
  const keys = resources.map(({ type, name }) => `${type} ${name}`)
  const twice = keys.find((key, index) => keys.indexOf(key) !== index)
  // One would hide the other here, and the engine refuses both.
  if (twice !== undefined) throw new Error(`Two resources are known as ${twice}.`)
  return Object.fromEntries(
    resources.map(({ type, name, dependsOn, ...rest }) => [
      `${type} ${name}`,
      portable({ ...rest, dependsOn: dependsOn.filter((other) => direct(dependsOn, other)) }),
    ]),
  )
}

/** Whether a dependency says anything beyond the others: one of them may wait for it already. */
function directDependencies(resources: readonly RecordedResource[]) {
  const byName = Map.groupBy(resources, ({ name }) => name)
  const reached = new Map<string, Set<string>>()
  const reach = (name: string): Set<string> => {
    const known = reached.get(name)
    if (known) return known
    const all = new Set<string>()
    reached.set(name, all)
    for (const next of (byName.get(name) ?? []).flatMap(({ dependsOn }) => dependsOn)) {
      all.add(next)
      for (const further of reach(next)) all.add(further)
    }
    return all
  }
  return (dependsOn: readonly string[], name: string): boolean =>
    !dependsOn.some((other) => other !== name && reach(other).has(name))
}

const projectRoot = fileURLToPath(new URL('../..', import.meta.url)).replace(/\/$/, '')

function portable<T>(value: T): T {
  const text = JSON.stringify(value).replaceAll(projectRoot, '<project>').replaceAll(process.execPath, '<node>')
  return sorted(JSON.parse(text)) as T
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => a.localeCompare(b))
      .map(([key, inner]) => [key, sorted(inner)]),
  )
}

/** How `other` differs from `base`: what it lacks, what it has beyond, and each value that is another, by its path. */
export function differences(base: Graph, other: Graph) {
  const removed = Object.keys(base).filter((key) => !(key in other))
  const added = Object.fromEntries(Object.entries(other).filter(([key]) => !(key in base)))
  const changed = Object.entries(other).flatMap(([key, resource]) => {
    const before = base[key]
    return before === undefined ? [] : changes(before, resource).map(([path, now]) => [`${key} ${path}`, now] as const)
  })
  return { removed, added, changed: Object.fromEntries(changed) }
}

function changes(before: unknown, now: unknown, path = ''): [string, unknown][] {
  if (JSON.stringify(before) === JSON.stringify(now)) return []
  const [old, fresh] = [entriesOf(before), entriesOf(now)]
  if (!old || !fresh || Array.isArray(before) !== Array.isArray(now)) return [[path, now ?? null]]
  const keys = [...new Set([...old.keys(), ...fresh.keys()])]
  return keys.flatMap((key) => changes(old.get(key), fresh.get(key), path === '' ? key : `${path}.${key}`))
}

const entriesOf = (value: unknown): Map<string, unknown> | undefined =>
  typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined
