import { z } from 'zod'
import type { ApiServer } from './api-server.ts'
import { type KubernetesObject, titleOfObject } from './kubernetes-object.ts'

/** What the API server said of one object; `problem` is undefined where it took it. */
export type Verdict = { title: string; problem?: string | undefined }

const resourceList = z.object({
  resources: z.array(z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
})
const failure = z.object({ message: z.string() })
const workload = z.object({
  kind: z.string(),
  metadata: z.object({ namespace: z.string().optional(), name: z.string() }),
  spec: z.object({
    template: z.object({ metadata: z.looseObject({}).optional(), spec: z.looseObject({}) }).optional(),
  }),
})

const first = new Set(['CustomResourceDefinition', 'Namespace'])

/**
 * Has the API server judge `objects` as if they were created: unknown and repeated fields are refused, and what its
 * admission refuses. The namespaces and definitions of kinds among them are really made, for the others to stand on;
 * of each workload its pod is judged as well, as Pod Security only warns of the workload itself.
 */
export async function judgeObjects(server: ApiServer, objects: readonly KubernetesObject[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const kind of first) {
    for (const object of objects.filter((candidate) => candidate.kind === kind)) {
      verdicts.push((await create(server, object, { real: true })).verdict)
    }
  }
  await untilServed(server, objects)
  for (const object of objects.filter(({ kind }) => !first.has(kind))) {
    const { verdict, created } = await create(server, object, { real: false })
    verdicts.push(verdict)
    const pod = created === undefined ? undefined : podOf(object, created)
    if (pod) verdicts.push((await create(server, pod, { real: false })).verdict)
  }
  return verdicts
}

async function create(server: ApiServer, object: KubernetesObject, { real }: { real: boolean }) {
  const title = titleOfObject(object)
  const collection = await collectionOf(server, object)
  if (collection === undefined)
    return { verdict: { title, problem: `The API server knows no ${object.apiVersion} ${object.kind}.` } }
  const query = `fieldValidation=Strict&fieldManager=test${real ? '' : '&dryRun=All'}`
  const { status, body } = await server.call('POST', `${collection}?${query}`, object.text)
  // Stacks share namespaces and definitions.
  if (status < 300) return { verdict: { title }, created: body }
  if (status === 409 && /already exists/.test(body)) return { verdict: { title } }
  const said = failure.safeParse(JSON.parse(body))
  return { verdict: { title, problem: said.success ? said.data.message : body } }
}

/** The path of an object's kind, in its namespace; undefined where the server has no such kind. */
async function collectionOf(server: ApiServer, object: KubernetesObject): Promise<string | undefined> {
  const { apiVersion, kind, namespace, defaultNamespace } = object
  const group = apiVersion.includes('/') ? `/apis/${apiVersion}` : `/api/${apiVersion}`
  const { status, body } = await server.call('GET', group)
  if (status !== 200) return undefined
  const { resources } = resourceList.parse(JSON.parse(body))
  const found = resources.find((resource) => resource.kind === kind && !resource.name.includes('/'))
  if (!found) return undefined
  return found.namespaced
    ? `${group}/namespaces/${namespace ?? defaultNamespace ?? 'default'}/${found.name}`
    : `${group}/${found.name}`
}

function podOf(object: KubernetesObject, created: string): KubernetesObject | undefined {
  const parsed = workload.safeParse(JSON.parse(created))
  const template = parsed.success ? parsed.data.spec.template : undefined
  if (!parsed.success || !template) return undefined
  const { namespace } = parsed.data.metadata
  const metadata = { ...template.metadata, name: object.name, namespace, creationTimestamp: undefined }
  const text = JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata, spec: template.spec })
  return {
    source: object.source,
    apiVersion: 'v1',
    kind: 'Pod',
    name: `${object.name} (${object.kind})`,
    namespace,
    text,
  }
}

const patience = 30_000

/** Definitions are served some moments after they were made. */
async function untilServed(server: ApiServer, objects: readonly KubernetesObject[]): Promise<void> {
  const defined = objects.filter(({ kind }) => kind === 'CustomResourceDefinition')
  const end = Date.now() + patience
  for (const { name } of defined) {
    for (;;) {
      const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${name}`
      const { body } = await server.call('GET', path)
      if (/"type":"Established","status":"True"/.test(body) || Date.now() > end) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  // Discovery follows a little later than that condition.
  const asked = objects.filter(({ apiVersion }) =>
    defined.some(({ name }) => name.endsWith(`.${apiVersion.split('/')[0]}`)),
  )
  for (const object of asked) {
    while ((await collectionOf(server, object)) === undefined && Date.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}
