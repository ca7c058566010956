import type * as kubernetes from '@pulumi/kubernetes'
import { overlay } from '../platform/oke/network/subnets.ts'
import { images } from '../versions.ts'

/**
 * kube-router as a firewall and nothing else: flannel moves packets, kube-proxy balances them, and neither heeds a
 * NetworkPolicy. It works on the node itself, so it lives in kube-system with the rights that takes.
 */
const metadata = { name: 'kube-router', namespace: 'kube-system', labels: { 'app.kubernetes.io/name': 'kube-router' } }

type Manifests = {
  serviceAccount: kubernetes.types.input.core.v1.ServiceAccount
  clusterRole: kubernetes.types.input.rbac.v1.ClusterRole
  clusterRoleBinding: kubernetes.types.input.rbac.v1.ClusterRoleBinding
  daemonSet: kubernetes.types.input.apps.v1.DaemonSet
}

export function networkPolicyEngine(): Manifests {
  const { name, namespace, labels } = metadata
  return {
    serviceAccount: { apiVersion: 'v1', kind: 'ServiceAccount', metadata },
    clusterRole: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRole',
      metadata: { name, labels },
      rules: [
        {
          apiGroups: [''],
          resources: ['namespaces', 'pods', 'services', 'nodes', 'endpoints'],
          verbs: ['get', 'list', 'watch'],
        },
        { apiGroups: ['networking.k8s.io'], resources: ['networkpolicies'], verbs: ['get', 'list', 'watch'] },
        { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: ['get', 'list', 'watch'] },
      ],
    },
    clusterRoleBinding: {
      apiVersion: 'rbac.authorization.k8s.io/v1',
      kind: 'ClusterRoleBinding',
      metadata: { name, labels },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
      subjects: [{ kind: 'ServiceAccount', name, namespace }],
    },
    daemonSet: {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata,
      spec: { selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec(name) } },
    },
  }
}

function podSpec(name: string): kubernetes.types.input.core.v1.PodSpec {
  return {
    serviceAccountName: name,
    hostNetwork: true,
    priorityClassName: 'system-node-critical',
    tolerations: [{ operator: 'Exists' }],
    containers: [
      {
        name,
        image: images.kubeRouter,
        args: [
          '--run-router=false',
          '--run-firewall=true',
          '--run-service-proxy=false',
          '--run-loadbalancer=false',
          `--service-cluster-ip-range=${overlay.services}`,
        ],
        env: [{ name: 'NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
        resources: { requests: { cpu: '50m', memory: '130Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
        securityContext: { privileged: true },
        livenessProbe: { httpGet: { path: '/healthz', port: 20_244 }, initialDelaySeconds: 10, periodSeconds: 10 },
        volumeMounts: [
          { name: 'modules', mountPath: '/lib/modules', readOnly: true },
          { name: 'lock', mountPath: '/run/xtables.lock' },
        ],
      },
    ],
    volumes: [
      { name: 'modules', hostPath: { path: '/lib/modules' } },
      { name: 'lock', hostPath: { path: '/run/xtables.lock', type: 'FileOrCreate' } },
    ],
  }
}
