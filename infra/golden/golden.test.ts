import * as pulumi from '@pulumi/pulumi'
import { describe, expect, test, vi } from 'vitest'
import { policies } from '../policy/policies.ts'
import { withSections } from '../testing/configurations.ts'
import { differences, type Graph, graphOf } from './graph.ts'
import { stacks } from './stacks.ts'

/**
 * What each stack registers, as files to be read in review: whole for the two stacks, and for each mode how it differs
 * from its stack. `npm run golden` writes them anew.
 */
vi.spyOn(pulumi.log, 'info').mockResolvedValue()

const text = (value: object): string => `${JSON.stringify(value, null, 2)}\n`

/** What the policies say of a graph. */
async function violations(graph: Graph): Promise<string[]> {
  const resources = Object.entries(graph).map(([key, { inputs }]) => {
    const [type = '', name = ''] = key.split(' ')
    return { type, name, props: inputs, urn: key }
  })
  const found: string[] = []
  for (const { name, validateStack } of policies) {
    await validateStack({ resources } as never, (message) => found.push(`${name}: ${message}`))
  }
  return found
}

/** Each stack is recorded once: it does not change between tests. */
const recorded = new Map<string, Promise<Graph>>()
function stackGraph(stack: keyof typeof stacks): Promise<Graph> {
  const known = recorded.get(stack) ?? graphOf(stacks[stack].config)
  recorded.set(stack, known)
  return known
}

describe.each(['minikube', 'oke'] as const)('%s', (stack) => {
  const { config, modes } = stacks[stack]

  test('registers what its file says, and nothing that a policy forbids', async () => {
    const graph = await stackGraph(stack)
    await expect(text(graph)).toMatchFileSnapshot(`${stack}.json`)
    expect(await violations(graph)).toEqual([])
  })

  test.each(Object.entries(modes))('%s differs by what its file says', async (mode, sections) => {
    const graph = await graphOf(withSections(config, sections))
    await expect(text(differences(await stackGraph(stack), graph))).toMatchFileSnapshot(`${stack}.${mode}.json`)
    expect(await violations(graph)).toEqual([])
    expect(JSON.stringify(graph)).not.toContain('hidden')
  })
})

test('nothing of the cloud is in the stack of one machine', async () => {
  expect(JSON.stringify(await stackGraph('minikube'))).not.toMatch(/oci|oracle/i)
})

test('nothing in the app is made before its namespace and the kinds it is of', async () => {
  const graph = await stackGraph('oke')
  const names = new Map(Object.entries(graph).map(([key, { dependsOn }]) => [key.split(' ')[1], dependsOn]))
  const waitsFor = (name: string, wanted: string, seen = new Set<string>()): boolean => {
    if (name === wanted) return true
    if (seen.has(name)) return false
    seen.add(name)
    return (names.get(name) ?? []).some((before) => waitsFor(before, wanted, seen))
  }
  const placed = Object.entries(graph).filter(([, { inputs }]) =>
    JSON.stringify(inputs.metadata ?? {}).includes('"todo-app"'),
  )
  const early = placed
    .map(([key]) => key.split(' ')[1] ?? '')
    .filter((name) => !name.startsWith('namespace-') && !waitsFor(name, 'namespace-todo-app'))
  expect(placed.length).toBeGreaterThan(50)
  expect(early).toEqual([])
})

test('each run gives the same graph', async () => {
  expect(await graphOf(stacks.oke.config)).toEqual(await stackGraph('oke'))
})
