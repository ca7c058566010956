import type * as kubernetes from '@pulumi/kubernetes'
import { namespaces } from '../namespaces.ts'
import { commonLabels, podLabels } from './names.ts'
import { type PodOptions, workloadPod } from './pod.ts'
import type { WorkloadDefinition } from './workload-definition.ts'

/** A workload's objects, as data: the component makes resources of them, the budget sums them. */
export type WorkloadManifests = {
  deployment: kubernetes.types.input.apps.v1.Deployment
  service: kubernetes.types.input.core.v1.Service
  serviceAccount: kubernetes.types.input.core.v1.ServiceAccount
  role?: kubernetes.types.input.rbac.v1.Role
  roleBinding?: kubernetes.types.input.rbac.v1.RoleBinding
  disruptionBudget: kubernetes.types.input.policy.v1.PodDisruptionBudget
  autoscaler?: kubernetes.types.input.autoscaling.v2.HorizontalPodAutoscaler
}

const namespace = namespaces.app.name

export function workloadManifests(definition: WorkloadDefinition, options: PodOptions): WorkloadManifests {
  const { app, secrets } = definition
  const metadata = { name: app, namespace, labels: commonLabels(app) }
  return {
    serviceAccount: { apiVersion: 'v1', kind: 'ServiceAccount', metadata, automountServiceAccountToken: false },
    ...(secrets.length > 0 ? secretAccess(app, secrets) : {}),
    deployment: deployment(definition, options),
    service: {
      apiVersion: 'v1',
      kind: 'Service',
      metadata,
      spec: { type: 'ClusterIP', selector: podLabels(app), ports: [{ name: 'http', port: 80, targetPort: 'http' }] },
    },
    disruptionBudget: {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata,
      // Of one replica a minimum would keep a node from ever being drained.
      spec: { maxUnavailable: 1, selector: { matchLabels: podLabels(app) } },
    },
    ...(typeof definition.replicas === 'object' ? { autoscaler: autoscaler(definition, definition.replicas) } : {}),
  }
}

function deployment(definition: WorkloadDefinition, options: PodOptions): WorkloadManifests['deployment'] {
  const { app, replicas, rollout } = definition
  const rollingUpdate = rollout === 'surge' ? { maxSurge: 1, maxUnavailable: 0 } : { maxSurge: 0, maxUnavailable: 1 }
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: app, namespace, labels: commonLabels(app) },
    spec: {
      // Where an autoscaler rules, a number here would undo its work at every deployment.
      ...(typeof replicas === 'number' ? { replicas } : {}),
      revisionHistoryLimit: 3,
      progressDeadlineSeconds: 600,
      selector: { matchLabels: podLabels(app) },
      strategy: { type: 'RollingUpdate', rollingUpdate },
      template: workloadPod(definition, options),
    },
  }
}

/** The sidecar reads these Secrets from the Kubernetes API, and nothing else. */
function secretAccess(app: string, resourceNames: readonly string[]): Pick<WorkloadManifests, 'role' | 'roleBinding'> {
  const metadata = { name: `${app}-secrets`, namespace, labels: commonLabels(app) }
  return {
    role: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'Role',
      metadata,
      rules: [{ apiGroups: [''], resources: ['secrets'], verbs: ['get'], resourceNames: [...resourceNames] }],
    },
    roleBinding: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'RoleBinding',
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: metadata.name },
      subjects: [{ kind: 'ServiceAccount', name: app, namespace }],
    },
  }
}

/** CPU of one replica above which another one starts; far above the request, as requests are what is scarce. */
const busyCpu = '250m'

function autoscaler(
  { app }: WorkloadDefinition,
  { min, max }: { min: number; max: number },
): WorkloadManifests['autoscaler'] {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: app, namespace, labels: commonLabels(app) },
    spec: {
      minReplicas: min,
      maxReplicas: max,
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: app },
      metrics: [
        {
          type: 'ContainerResource',
          containerResource: { name: 'cpu', container: app, target: { type: 'AverageValue', averageValue: busyCpu } },
        },
      ],
      behavior: { scaleDown: { stabilizationWindowSeconds: 120 } },
    },
  }
}
