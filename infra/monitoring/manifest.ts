import * as kubernetes from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { restrictedPod } from '../app/pod.ts'
import { nameLabel } from './ports.ts'

/** The kinds that monitoring is made of, each by the class that makes it. */
const makers = {
  Namespace: kubernetes.core.v1.Namespace,
  ConfigMap: kubernetes.core.v1.ConfigMap,
  Secret: kubernetes.core.v1.Secret,
  Service: kubernetes.core.v1.Service,
  ServiceAccount: kubernetes.core.v1.ServiceAccount,
  ClusterRole: kubernetes.rbac.v1.ClusterRole,
  ClusterRoleBinding: kubernetes.rbac.v1.ClusterRoleBinding,
  NetworkPolicy: kubernetes.networking.v1.NetworkPolicy,
  Deployment: kubernetes.apps.v1.Deployment,
  DaemonSet: kubernetes.apps.v1.DaemonSet,
} as const
export type Kind = keyof typeof makers

export type MonitoringManifest = {
  apiVersion: string
  kind: Kind
  metadata: { name: string; namespace?: string; labels?: Record<string, string> }
  [more: string]: unknown
}

/** Held to the same Pod Security as the product's own. */
export const namespace = 'monitoring'
export const labelsOf = (name: string) => ({ [nameLabel]: name, 'app.kubernetes.io/part-of': 'todo-chatbot' })

export function makeManifest(manifest: MonitoringManifest, opts: pulumi.CustomResourceOptions): pulumi.Resource {
  const { kind, metadata } = manifest
  // The same name may stand in several namespaces; resources are told apart by theirs alone.
  const place = [undefined, namespace].includes(metadata.namespace) ? '' : `${metadata.namespace}-`
  return new makers[kind](`monitoring-${kind.toLowerCase()}-${place}${metadata.name}`, manifest as never, opts)
}

export const namespaceManifest: MonitoringManifest = {
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: {
    name: namespace,
    labels: {
      'app.kubernetes.io/part-of': 'todo-chatbot-monitoring',
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    },
  },
}

export const configMap = (name: string, data: Record<string, string>): MonitoringManifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace, labels: labelsOf(name) },
  data,
})

export const service = (name: string, port: number): MonitoringManifest => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name, namespace, labels: labelsOf(name) },
  spec: { type: 'ClusterIP', selector: { [nameLabel]: name }, ports: [{ name: 'http', port, targetPort: 'http' }] },
})

type Size = { cpu: string; memory: string; cpuLimit: string; memoryLimit: string; diskMb: number }
type Mount = { name: string; mountPath: string; source: Record<string, unknown>; readOnly?: boolean }

export type PartOptions = {
  name: string
  image: string
  args: readonly string[]
  port: number
  /** Path that answers when it is ready. */
  ready: string
  user: number
  size: Size
  mounts: readonly Mount[]
  env?: readonly Record<string, unknown>[]
  /** What it is configured by and does not read again by itself: another text makes another pod. */
  checksum?: string
  serviceAccount?: string
}

/** One pod of monitoring, restricted as the product's are, with what it keeps on a folder that goes with it. */
export function part(options: PartOptions): MonitoringManifest {
  const { name, image, args, port, ready, user, size, mounts, env, checksum, serviceAccount } = options
  const labels = labelsOf(name)
  const get = { httpGet: { path: ready, port: 'http' } }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace, labels },
    spec: {
      replicas: 1,
      revisionHistoryLimit: 2,
      // Two at once would write to two histories.
      strategy: { type: 'Recreate' },
      selector: { matchLabels: { [nameLabel]: name } },
      template: {
        metadata: { labels, ...(checksum && { annotations: { 'todo-chatbot/configuration': checksum } }) },
        spec: {
          ...(serviceAccount === undefined ? {} : { serviceAccountName: serviceAccount }),
          automountServiceAccountToken: serviceAccount !== undefined,
          enableServiceLinks: false,
          securityContext: { ...restrictedPod, fsGroup: user },
          containers: [
            {
              name,
              image,
              imagePullPolicy: 'IfNotPresent',
              args: [...args],
              ...(env ? { env: [...env] } : {}),
              ports: [{ name: 'http', containerPort: port }],
              readinessProbe: { ...get, periodSeconds: 10, timeoutSeconds: 3 },
              livenessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 20, failureThreshold: 6 },
              resources: {
                requests: { cpu: size.cpu, memory: size.memory, 'ephemeral-storage': '64Mi' },
                limits: {
                  cpu: size.cpuLimit,
                  memory: size.memoryLimit,
                  'ephemeral-storage': `${size.diskMb + 256}Mi`,
                },
              },
              securityContext: {
                runAsNonRoot: true,
                runAsUser: user,
                runAsGroup: user,
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ['ALL'] },
              },
              volumeMounts: mounts.map(({ source: _, ...mount }) => mount),
            },
          ],
          volumes: mounts.map(({ name: volume, source }) => ({ name: volume, ...source })),
        },
      },
    },
  }
}

export const scratch = (name: string, mountPath: string, mb: number): Mount => ({
  name,
  mountPath,
  source: { emptyDir: { sizeLimit: `${mb}Mi` } },
})
export const fromConfigMap = (name: string, mountPath: string): Mount => ({
  name,
  mountPath,
  readOnly: true,
  source: { configMap: { name } },
})
export const fromSecret = (name: string, mountPath: string): Mount => ({
  name,
  mountPath,
  readOnly: true,
  source: { secret: { secretName: name } },
})
