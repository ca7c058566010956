import { createHash } from 'node:crypto'
import { monitoringImages } from './images.ts'
import { shipperConfig, shipperParsers } from './log-config.ts'
import { labelsOf, type MonitoringManifest, namespace } from './manifest.ts'
import { monitoringPorts as ports } from './ports.ts'

export const shipper = { name: 'log-shipper', namespace: 'kube-system' } as const

/**
 * Reads the node's log files, which belong to root, and nothing else: no token, no capability. It lives in kube-system,
 * where what works on the node itself does.
 */
export function logShipper(): MonitoringManifest[] {
  const { name } = shipper
  const labels = labelsOf(name)
  const metadata = { ...shipper, labels }
  const data = { 'fluent-bit.yaml': shipperConfig(`loki.${namespace}.svc`), 'parsers.yaml': shipperParsers }
  const checksum = createHash('sha256').update(JSON.stringify(data)).digest('hex').slice(0, 16)
  const host = (volume: string, path: string) => ({ name: volume, hostPath: { path } })
  const read = (volume: string, mountPath: string) => ({ name: volume, mountPath, readOnly: true })
  return [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data },
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations: { 'todo-chatbot/configuration': checksum } },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            tolerations: [{ operator: 'Exists' }],
            securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
            containers: [
              {
                name,
                image: monitoringImages.logs,
                imagePullPolicy: 'IfNotPresent',
                args: ['--config=/fluent-bit/config/fluent-bit.yaml'],
                ports: [{ name: 'http', containerPort: ports.logs }],
                readinessProbe: { httpGet: { path: '/', port: 'http' }, periodSeconds: 20 },
                livenessProbe: { tcpSocket: { port: 'http' }, periodSeconds: 30, failureThreshold: 6 },
                resources: {
                  requests: { cpu: '10m', memory: '32Mi', 'ephemeral-storage': '64Mi' },
                  limits: { cpu: '200m', memory: '96Mi', 'ephemeral-storage': '192Mi' },
                },
                securityContext: {
                  // Log files are root's and may be closed to all others; an owner needs no capability.
                  runAsUser: 0,
                  runAsGroup: 65_534,
                  allowPrivilegeEscalation: false,
                  readOnlyRootFilesystem: true,
                  capabilities: { drop: ['ALL'] },
                },
                volumeMounts: [
                  { name: 'config', mountPath: '/fluent-bit/config', readOnly: true },
                  { name: 'state', mountPath: '/state' },
                  read('containers', '/var/log/containers'),
                  read('pods', '/var/log/pods'),
                ],
              },
            ],
            volumes: [
              { name: 'config', configMap: { name } },
              { name: 'state', emptyDir: { sizeLimit: '128Mi' } },
              host('containers', '/var/log/containers'),
              host('pods', '/var/log/pods'),
            ],
          },
        },
      },
    },
  ]
}
