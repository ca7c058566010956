// `npm run probe:network -- --stack minikube|oke`: pods that look like the product's, and two that do not, dial all that
// listens in the cluster. What the program's network policies allow must be open, everything else closed.
import { setTimeout as delay } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { namespaces } from '../infra/namespaces.ts'
import { appIds } from '../src/domain/topology.ts'
import { DeploymentFailure, runCommand } from './deployment/pulumi-command.ts'
import {
  contradictions,
  dataPorts,
  destinations,
  type Finding,
  pairsOf,
  type RunningPod,
  sidecarPorts,
  sources,
} from './network/pairs.ts'
import { probeLabel, probePod } from './network/probe-pod.ts'
import { stackPolicies } from './network/stack-policies.ts'
import { clusterOf, type Kubectl, stackNames } from './release/cluster.ts'

const { stack: wanted, context } = parseArgs({
  options: { stack: { type: 'string' }, context: { type: 'string' } },
}).values
const probeLimitMs = 180_000
const namespacesOfProbes = [...new Set(sources.map(({ namespace }) => namespace))]

const podsSchema = z.object({
  items: z.array(
    z.object({
      metadata: z.object({
        name: z.string(),
        namespace: z.string(),
        labels: z.record(z.string(), z.string()).default({}),
      }),
      spec: z.object({
        containers: z.array(
          z.object({
            image: z.string(),
            ports: z.array(z.object({ containerPort: z.number(), name: z.string().optional() })).default([]),
          }),
        ),
      }),
      status: z.object({ phase: z.string(), podIP: z.string().optional() }),
    }),
  ),
})
type Pod = z.infer<typeof podsSchema>['items'][number]

const podsIn = (kubectl: Kubectl, namespace: string, ...args: string[]): Pod[] =>
  podsSchema.parse(JSON.parse(kubectl(['get', 'pods', '--namespace', namespace, ...args, '--output', 'json']))).items

/** One pod of each app, and those that hold the data, with the ports that they listen at. */
function listeners(kubectl: Kubectl): { pods: RunningPod[]; image: string } {
  const running = (pods: Pod[]) => pods.filter(({ status }) => status.phase === 'Running')
  const product = running(podsIn(kubectl, namespaces.app.name))
  const ofApps = appIds.map((app) => {
    const pod = product.find(
      ({ metadata: { labels } }) => labels['app.kubernetes.io/name'] === app && !(probeLabel in labels),
    )
    if (pod === undefined) throw new DeploymentFailure(`No pod of ${app} runs: the product has to be there first.`)
    return listening(pod, sidecarPorts)
  })
  const ofData = Object.entries(dataPorts).flatMap(([namespace, ports]) =>
    running(podsIn(kubectl, namespace)).map((pod) => listening({ ...pod, spec: { containers: [] } }, ports)),
  )
  const image = product.find(({ metadata: { labels } }) => labels['app.kubernetes.io/name'] === 'server')?.spec
    .containers[0]?.image
  if (image === undefined) throw new DeploymentFailure('The server names no image.')
  return { pods: [...ofApps, ...ofData], image }
}

function listening({ metadata, spec, status }: Pod, more: RunningPod['ports']): RunningPod {
  const own = spec.containers.flatMap(({ ports }) =>
    ports.filter(({ name }) => name === 'http').map(({ containerPort, name = '' }) => ({ port: containerPort, name })),
  )
  return { ...metadata, ip: status.podIP ?? '', ports: [...own, ...more] }
}

async function finished(kubectl: Kubectl): Promise<void> {
  for (const end = Date.now() + probeLimitMs; ; await delay(1_000)) {
    const probes = namespacesOfProbes.flatMap((namespace) => podsIn(kubectl, namespace, '--selector', probeLabel))
    const open = probes.filter(({ status }) => status.phase !== 'Succeeded')
    if (probes.length === sources.length && open.length === 0) return
    const failed = probes.filter(({ status }) => status.phase === 'Failed')
    if (failed.length > 0 || Date.now() > end) {
      const names = open.map(({ metadata, status }) => `${metadata.name} (${status.phase})`).join(', ')
      throw new DeploymentFailure(`Not every probe could be made: ${names}`)
    }
  }
}

const removeProbes = (kubectl: Kubectl): void => {
  for (const namespace of namespacesOfProbes) {
    kubectl(['delete', 'pods', '--namespace', namespace, '--selector', probeLabel, '--ignore-not-found'])
  }
}

await runCommand(async () => {
  const stack = stackNames.find((name) => name === wanted)
  if (stack === undefined) throw new DeploymentFailure('Usage: npm run probe:network -- --stack minikube|oke')
  const { kubectl } = clusterOf(stack, context)
  const { pods, image } = listeners(kubectl)
  const found = destinations(pods)
  const pairs = pairsOf(await stackPolicies(stack), found)
  removeProbes(kubectl)
  try {
    for (const source of sources) {
      const manifest = JSON.stringify(probePod(source, found, image))
      kubectl(['create', '--namespace', source.namespace, '--filename', '-'], manifest)
    }
    await finished(kubectl)
    const findings: Finding[] = sources.flatMap((source) => {
      const said = kubectl(['logs', '--namespace', source.namespace, `probe-${source.name}`])
      const seen = z.record(z.string(), z.enum(['open', 'closed'])).parse(JSON.parse(said))
      const own = pairs.filter((pair) => pair.source === source)
      return own.map((pair) => ({ pair, seen: seen[pair.destination.name] ?? 'closed' }))
    })
    const wrong = contradictions(findings)
    for (const line of wrong) console.log(`✗ ${line}`)
    const open = findings.filter(({ seen }) => seen === 'open').length
    console.log(`${findings.length} pairs tried: ${open} open, ${findings.length - open} closed.`)
    console.log(`${findings.length - wrong.length} passed, ${wrong.length} failed`)
    if (wrong.length > 0) process.exitCode = 1
  } finally {
    removeProbes(kubectl)
  }
})
