import type * as kubernetes from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { probes } from '../../src/domain/topology.ts'
import { sidecarAnnotations } from '../dapr/sidecar.ts'
import { scrapePorts } from '../monitoring/ports.ts'
import { commonLabels, podLabels, pullSecretName, sidecarMetricsPort, tokenSecret } from './names.ts'
import type { Resources, Value, WorkloadDefinition } from './workload-definition.ts'

type PodTemplate = kubernetes.types.input.core.v1.PodTemplateSpec
type Container = kubernetes.types.input.core.v1.Container

export type PodOptions = {
  image: pulumi.Input<string>
  /** Whether images come from a registry that asks who pulls. */
  pulls: boolean
}

/** Pod Security "restricted", and no writing but to what is mounted. The image's own user is a number that is not 0. */
export const restrictedPod = { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } }
export const restrictedContainer = {
  // The images' own. Not the pod's: sidecars run as another.
  runAsUser: 10_001,
  runAsGroup: 10_001,
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  capabilities: { drop: ['ALL'] },
}

export const containerResources = ({ cpu, memory, cpuLimit, memoryLimit }: Resources) => ({
  requests: { cpu, memory, 'ephemeral-storage': '16Mi' },
  limits: { cpu: cpuLimit, memory: memoryLimit, 'ephemeral-storage': '384Mi' },
})

/** Where Kubernetes clients look for their token; only the sidecar gets it, the app's container has none. */
const tokenFolder = '/var/run/secrets/kubernetes.io/serviceaccount'

/** Seconds that an app told to stop has for what it still does, and then its sidecar; and a few to spare. */
const closingSeconds = 20 + 20 + 5

export function workloadPod(definition: WorkloadDefinition, { image, pulls }: PodOptions): PodTemplate {
  const { app, secrets, writable, records = [], drainSeconds } = definition
  const readsSecrets = secrets.length > 0
  return {
    metadata: { labels: commonLabels(app), annotations: podAnnotations(definition) },
    spec: {
      serviceAccountName: app,
      automountServiceAccountToken: false,
      securityContext: restrictedPod,
      terminationGracePeriodSeconds: drainSeconds + closingSeconds,
      ...(pulls ? { imagePullSecrets: [{ name: pullSecretName }] } : {}),
      topologySpreadConstraints: [
        {
          maxSkew: 1,
          topologyKey: 'kubernetes.io/hostname',
          whenUnsatisfiable: 'ScheduleAnyway',
          labelSelector: { matchLabels: podLabels(app) },
        },
      ],
      containers: [appContainer(definition, image)],
      volumes: [
        ...writable.map((_, index) => ({ name: writableName(index), emptyDir: { sizeLimit: '128Mi' } })),
        ...records.map(({ configMap }) => ({ name: configMap, configMap: { name: configMap, optional: true } })),
        ...(readsSecrets ? [tokenVolume] : []),
      ],
    },
  }
}

function appContainer(
  { app, environment, port, resources, writable, records = [], drainSeconds }: WorkloadDefinition,
  image: pulumi.Input<string>,
): Container {
  const get = (path: string) => ({ httpGet: { path, port: 'http' } })
  return {
    name: app,
    image,
    imagePullPolicy: 'IfNotPresent',
    ports: [
      { name: 'http', containerPort: port },
      { name: 'metrics', containerPort: scrapePorts.app },
    ],
    env: environmentVariables(environment),
    resources: containerResources(resources),
    securityContext: restrictedContainer,
    startupProbe: { ...get(probes.live), periodSeconds: 2, failureThreshold: 60 },
    livenessProbe: { ...get(probes.live), periodSeconds: 10, timeoutSeconds: 3, failureThreshold: 6 },
    readinessProbe: { ...get(probes.ready), periodSeconds: 3, timeoutSeconds: 3, failureThreshold: 2 },
    lifecycle: { preStop: { sleep: { seconds: drainSeconds } } },
    volumeMounts: [
      ...writable.map((mountPath, index) => ({ name: writableName(index), mountPath })),
      ...records.map(({ configMap, folder }) => ({ name: configMap, mountPath: folder, readOnly: true })),
    ],
  }
}

const writableName = (index: number): string => `writable-${index}`

export function environmentVariables(environment: Readonly<Record<string, Value>>) {
  return Object.entries(environment).map(([name, value]) =>
    isSecretKey(value)
      ? { name, valueFrom: { secretKeyRef: { name: value.secret, key: value.key } } }
      : { name, value },
  )
}

const isSecretKey = (value: Value): value is { secret: string; key: string } =>
  typeof value === 'object' && 'secret' in value && typeof value.secret === 'string'

/** The token that the kubelet renews, its authority and its namespace, as the automatic mount would bring them. */
const tokenVolume = {
  name: 'kubernetes-api',
  projected: {
    sources: [
      { serviceAccountToken: { path: 'token', expirationSeconds: 3_600 } },
      { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
      { downwardAPI: { items: [{ path: 'namespace', fieldRef: { fieldPath: 'metadata.namespace' } }] } },
    ],
  },
}

function podAnnotations({ app, port, sidecar, secrets }: WorkloadDefinition): Record<string, string> {
  const settings: Record<string, string> = {
    'app-port': String(port),
    'api-token-secret': tokenSecret(app, 'sidecar'),
    'app-token-secret': tokenSecret(app, 'app'),
    // The sidecar starts before the app and stops after it.
    'enable-native-sidecar': 'true',
    'enable-metrics': 'true',
    'metrics-port': String(sidecarMetricsPort),
    'sidecar-cpu-request': sidecar.cpu,
    'sidecar-memory-request': sidecar.memory,
    'sidecar-cpu-limit': sidecar.cpuLimit,
    'sidecar-memory-limit': sidecar.memoryLimit,
    'sidecar-seccomp-profile-type': 'RuntimeDefault',
    ...(secrets.length > 0 ? { 'volume-mounts': `${tokenVolume.name}:${tokenFolder}` } : {}),
  }
  const ours = Object.entries(settings).map(([name, value]) => [`dapr.io/${name}`, value])
  return { ...sidecarAnnotations(app), ...Object.fromEntries(ours) }
}
