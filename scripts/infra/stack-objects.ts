import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Graph } from '../../infra/golden/graph.ts'
import { type KubernetesObject, objectOf, objectsOfYaml } from './kubernetes-object.ts'

const releaseInputs = z.object({
  name: z.string(),
  // In a folder of charts it is a path.
  chart: z.string().transform((chart) => basename(chart)),
  namespace: z.string(),
  values: z.record(z.string(), z.unknown()),
})

/** What a stack puts into its cluster itself, and the charts that it has installed. */
export function stackObjects(stack: string, graph: Graph) {
  const resources = Object.entries(graph).filter(([key]) => key.startsWith('kubernetes:'))
  const own: KubernetesObject[] = []
  const releases: z.infer<typeof releaseInputs>[] = []
  for (const [key, { inputs }] of resources) {
    if (key.startsWith('kubernetes:helm.sh/')) releases.push(releaseInputs.parse(inputs))
    else if (typeof inputs.kind === 'string') own.push(objectOf(stack, withPlaceholders(inputs)))
  }
  return { own, releases }
}

/** Secret values are not in a graph; each kind of Secret asks for its own keys. */
function withPlaceholders(inputs: Record<string, unknown>): Record<string, unknown> {
  if (inputs.stringData !== '[secret]') return inputs
  const byType: Record<string, Record<string, string>> = {
    'kubernetes.io/dockerconfigjson': { '.dockerconfigjson': '{"auths":{}}' },
    'kubernetes.io/basic-auth': { username: 'name', password: 'hidden' },
  }
  return { ...inputs, stringData: byType[String(inputs.type)] ?? { value: 'hidden' } }
}

/** Where a chart or the definitions that no chart brings are found, below the folder of charts. */
export const chartAtHand = (folder: string | undefined, chart: string): string | undefined => {
  const path = folder === undefined ? undefined : join(folder, chart)
  return path !== undefined && existsSync(path) ? path : undefined
}

/**
 * The objects of a chart with the stack's values, its definitions of kinds first.
 *
 * @throws what Helm says of values that the chart does not take
 */
export function renderRelease(
  stack: string,
  { name, namespace, values }: z.infer<typeof releaseInputs>,
  path: string,
): KubernetesObject[] {
  const args = ['template', name, path, '--namespace', namespace, '--include-crds', '--no-hooks', '--values', '-']
  const versions = ['--kube-version', '1.34.1', '--api-versions', 'policy/v1']
  const yaml = execFileSync('helm', [...args, ...versions], {
    input: JSON.stringify(values),
    encoding: 'utf8',
    maxBuffer: 64 * 2 ** 20,
    stdio: ['pipe', 'pipe', 'pipe'],
  })
  return objectsOfYaml(`${stack}, chart ${name}`, yaml).map((object) => ({ ...object, defaultNamespace: namespace }))
}
