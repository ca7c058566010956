import * as pulumi from '@pulumi/pulumi'
import { getMonitor } from '@pulumi/pulumi/runtime/settings.js'

/** One resource as a program registers it; inputs as the engine gets them, secrets replaced by `[secret]`. */
export type RecordedResource = {
  type: string
  name: string
  inputs: Record<string, unknown>
  parent: string
  dependsOn: readonly string[]
}

type Calls = Record<string, (inputs: Record<string, unknown>) => Record<string, unknown>>
type Recording = {
  calls?: Calls
  states?: (resource: RecordedResource) => Record<string, unknown>
  stack?: string
  project?: string
}

const urnName = (urn: string): string => urn.slice(urn.lastIndexOf('::') + 2)

/**
 * Runs a program (or part of one) under Pulumi's mocks and returns what it registered, in order of type and name, with
 * what it returned. Each resource gets the id `<name>-id`; what else the provider would add comes from `states`.
 */
export async function record<T>(
  program: () => T | Promise<T>,
  recording: Recording = {},
): Promise<{ result: T; resources: RecordedResource[] }> {
  const resources: RecordedResource[] = []
  const newResource = (args: pulumi.runtime.MockResourceArgs) => {
    const resource = {
      type: args.type,
      name: args.name,
      inputs: Object.fromEntries(Object.entries(args.inputs).map(([key, value]) => [key, withoutSecrets(value)])),
      parent: '',
      dependsOn: [],
    }
    resources.push(resource)
    return { id: `${args.name}-id`, state: { ...args.inputs, ...recording.states?.(resource) } }
  }
  const answer = (args: pulumi.runtime.MockCallArgs) => {
    const answers = recording.calls?.[args.token]
    if (!answers) throw new Error(`This program calls ${args.token}, which the test does not answer.`)
    return answers(args.inputs)
  }
  const { project = 'todo-chatbot', stack = 'test' } = recording
  await pulumi.runtime.setMocks({ newResource, call: answer }, project, stack, false)
  const places = watchRegistrations()
  const result = await program()
  await pulumi.runtime.disconnect()
  for (const resource of resources) Object.assign(resource, places.get(`${resource.type} ${resource.name}`))
  resources.sort((a, b) => a.type.localeCompare(b.type) || a.name.localeCompare(b.name))
  return { result, resources }
}

type Place = Pick<RecordedResource, 'parent' | 'dependsOn'>

/** Mocks are not told of parents and dependencies; the requests that reach their monitor are. */
function watchRegistrations(): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>()
  const monitor: unknown = getMonitor()
  if (typeof monitor !== 'object' || monitor === null) throw new Error('The mocks have no monitor.')
  const register: unknown = Reflect.get(monitor, 'registerResource')
  if (typeof register !== 'function') throw new Error('The monitor of the mocks registers nothing.')
  Reflect.set(monitor, 'registerResource', (request: unknown, ...rest: unknown[]) => {
    const dependsOn = [...new Set(listOf(request, 'getDependenciesList').map(urnName))].sort()
    const key = `${stringOf(request, 'getType')} ${stringOf(request, 'getName')}`
    places.set(key, { parent: urnName(stringOf(request, 'getParent')), dependsOn })
    return register.call(monitor, request, ...rest)
  })
  return places
}

/** The value of an output, once it is known. */
export function settled<T>(output: pulumi.Input<T>): Promise<pulumi.Unwrap<T>> {
  return new Promise((resolve) => {
    pulumi.output(output).apply(resolve)
  })
}

const call = (target: unknown, method: string): unknown => {
  const found: unknown = typeof target === 'object' && target !== null ? Reflect.get(target, method) : undefined
  return typeof found === 'function' ? found.call(target) : undefined
}

function stringOf(target: unknown, method: string): string {
  const value = call(target, method)
  return typeof value === 'string' ? value : ''
}

function listOf(target: unknown, method: string): string[] {
  const value = call(target, method)
  return Array.isArray(value) ? value.map(String) : []
}

const secretSignature = '1b47061264138c4ac30d75fd1eb44270'

/** Secrets travel as marked objects; a record must not hold their values. */
function withoutSecrets(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutSecrets)
  if (typeof value !== 'object' || value === null) return value
  if (Object.values(value).includes(secretSignature)) return '[secret]'
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutSecrets(inner)]))
}
