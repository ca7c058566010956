// `npm run test:infra`: what each stack puts into its cluster is judged by a real API server and by the linters of the
// field. Charts and definitions of kinds are taken from the folder CHARTS_FOLDER, a subfolder for each chart; what is
// not there is said and left out. Closes with `N passed, N failed`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as pulumi from '@pulumi/pulumi'
import { graphOf } from '../infra/golden/graph.ts'
import { stacks } from '../infra/golden/stacks.ts'
import { withSections } from '../infra/testing/configurations.ts'
import { gatewayApi } from '../infra/versions.ts'
import { startApiServer } from './infra/api-server.ts'
import { unusedExceptions } from './infra/exceptions.ts'
import { judgeObjects, type Verdict } from './infra/judge-objects.ts'
import { type KubernetesObject, objectsOfYaml } from './infra/kubernetes-object.ts'
import { checkov, hadolint, kubeconform, kubeScore, workflowLinters } from './infra/linters.ts'
import { judgeAlerts } from './infra/promtool.ts'
import { writeSchemas } from './infra/schema-files.ts'
import { chartAtHand, renderRelease, stackObjects } from './infra/stack-objects.ts'
import { standInDefinitions } from './infra/stand-in-definitions.ts'

const { CHARTS_FOLDER: charts } = process.env
// The program prints its budget; here only what is wrong matters.
Reflect.set(pulumi.log, 'info', async () => undefined)
/** Groups of Kubernetes itself. */
const builtIn = /^([a-z]+\/)?v\d+[a-z0-9]*$|^(?!gateway\.)[a-z.]+\.k8s\.io\//
const missing = new Set<string>()

/** What a stack or one of its modes puts into a cluster: its own objects, and those of its charts as far as at hand. */
async function collect(stack: string, config: Record<string, string>) {
  const { own, releases } = stackObjects(stack, await graphOf(config))
  const rendered = releases.flatMap((release) => {
    const path = chartAtHand(charts, release.chart)
    if (path === undefined) missing.add(release.chart)
    return path === undefined ? [] : renderRelease(stack, release, path)
  })
  return { own, rendered }
}

async function collectAll() {
  const all = { own: [] as KubernetesObject[], rendered: [] as KubernetesObject[] }
  for (const [stack, { config, modes }] of Object.entries(stacks)) {
    for (const [mode, sections] of [['', {}] as const, ...Object.entries(modes)]) {
      const { own, rendered } = await collect(`${stack} ${mode}`.trim(), withSections(config, sections))
      all.own.push(...unseen(all.own, own))
      all.rendered.push(...unseen(all.rendered, rendered))
    }
  }
  return all
}

/** A mode shares most of its objects with its stack: each is judged once. */
function unseen(known: readonly KubernetesObject[], objects: readonly KubernetesObject[]): KubernetesObject[] {
  const texts = new Set(known.map(({ text }) => text))
  return objects.filter(({ text }) => !texts.has(text))
}

function gatewayDefinitions(): KubernetesObject[] {
  const file = chartAtHand(charts, gatewayApi.file)
  return file === undefined ? [] : objectsOfYaml('Gateway API', readFileSync(file, 'utf8'))
}

function report(verdicts: readonly Verdict[]): void {
  for (const { title, problem } of verdicts.filter((verdict) => verdict.problem !== undefined)) {
    console.error(`✗ ${title}\n  ${problem?.replaceAll('\n', '\n  ')}`)
  }
}

async function judge(folder: string): Promise<Verdict[]> {
  const { own, rendered } = await collectAll()
  await using server = await startApiServer()
  const definitions = [...rendered, ...gatewayDefinitions()].filter(({ kind }) => kind === 'CustomResourceDefinition')
  const defined = await judgeObjects(server, definitions)
  const groups = new Set(definitions.map(({ name }) => name.slice(name.indexOf('.') + 1)))
  const isKnown = ({ apiVersion }: KubernetesObject) =>
    builtIn.test(apiVersion) || groups.has(apiVersion.split('/')[0] ?? '')
  const standIns = standInDefinitions([...own, ...rendered], isKnown)
  for (const { name } of standIns) console.log(`No definition of ${name} is at hand: any field is taken.`)
  for (const chart of missing) console.log(`The chart ${chart} is not at hand: its objects are left out.`)
  await judgeObjects(server, standIns)
  const applied = await judgeObjects(server, [
    ...own,
    ...rendered.filter(({ kind }) => kind !== 'CustomResourceDefinition'),
  ])
  const schemas = await writeSchemas(server, folder)
  return [
    ...defined,
    ...applied,
    ...kubeconform(own, schemas),
    ...kubeScore(own.filter(isKnown)),
    ...checkov(own, folder),
    ...hadolint('Dockerfile'),
    ...workflowLinters(),
    ...judgeAlerts(folder),
    ...unusedExceptions().map(({ linter, checks }) => ({
      title: `exception ${linter} ${checks.join(', ')}`,
      problem: 'explains nothing any more',
    })),
  ]
}

const folder = mkdtempSync(join(tmpdir(), 'todo-chatbot-infra-'))
try {
  const verdicts = await judge(folder)
  report(verdicts)
  const failed = verdicts.filter(({ problem }) => problem !== undefined).length
  console.log(`${verdicts.length - failed} passed, ${failed} failed`)
  process.exitCode = failed === 0 ? 0 : 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  console.log('0 passed, 1 failed')
  process.exitCode = 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
