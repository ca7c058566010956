import { z } from 'zod'
import { type Deployment, deploymentsSchema, releaseStore } from '../../src/domain/release.ts'
import { DeploymentFailure } from '../deployment/pulumi-command.ts'
import type { Kubectl } from './cluster.ts'

/** So many deployments are remembered; the store holds a megabyte. */
const kept = 50
const attempts = 3

export type DeploymentLog = {
  /** What was deployed, oldest first. */
  read(): Deployment[]
  append(deployment: Deployment): void
}

const storeSchema = z.object({
  metadata: z.looseObject({ resourceVersion: z.string() }),
  data: z.record(z.string(), z.string()).default({}),
})

/** The deployments of a cluster, in its own store. Two that append at once do not lose each other's. */
export function deploymentLog(kubectl: Kubectl): DeploymentLog {
  const get = (): { deployments: Deployment[]; version?: string } => {
    const found = kubectl(['get', 'configmap', releaseStore.configMap, '--output', 'json', '--ignore-not-found'])
    if (found.trim() === '') return { deployments: [] }
    const { metadata, data } = storeSchema.parse(JSON.parse(found))
    const parsed = deploymentsSchema.safeParse(JSON.parse(data[releaseStore.key] ?? '[]'))
    if (!parsed.success) {
      throw new DeploymentFailure(
        `ConfigMap ${releaseStore.configMap} is not readable: ${z.prettifyError(parsed.error)}`,
      )
    }
    return { deployments: parsed.data, version: metadata.resourceVersion }
  }
  const put = (deployment: Deployment): void => {
    const { deployments, version } = get()
    const manifest = manifestOf([...deployments, deployment].slice(-kept), version)
    kubectl([version === undefined ? 'create' : 'replace', '--filename', '-'], JSON.stringify(manifest))
  }
  return {
    read: () => get().deployments,
    append(deployment) {
      for (let attempt = 1; ; attempt += 1) {
        try {
          put(deployment)
          return
        } catch (error) {
          const raced = error instanceof Error && /Conflict|AlreadyExists/.test(error.message)
          if (!raced || attempt === attempts) throw error
        }
      }
    },
  }
}

const manifestOf = (deployments: readonly Deployment[], resourceVersion?: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: releaseStore.configMap,
    labels: { 'app.kubernetes.io/part-of': 'todo-chatbot' },
    ...(resourceVersion === undefined ? {} : { resourceVersion }),
  },
  data: { [releaseStore.key]: `${JSON.stringify(deployments, null, 1)}\n` },
})
