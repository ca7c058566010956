import { brokerPort } from '../app/broker.ts'
import type { ChartDefinition } from './chart.ts'

export type RedpandaOptions = { storageGb: number; storageClass?: string | undefined }

/** One small broker without TLS, users and doors to the outside: network policies let in whom the product needs. */
export function redpandaChart({ storageGb, storageClass }: RedpandaOptions): ChartDefinition {
  const helper = { requests: { cpu: '10m', memory: '64Mi' }, limits: { cpu: '500m', memory: '192Mi' } }
  const restricted = {
    allowPrivilegeEscalation: false,
    runAsNonRoot: true,
    capabilities: { drop: ['ALL'] },
    seccompProfile: { type: 'RuntimeDefault' },
  }
  return {
    chart: 'redpanda',
    namespace: 'kafka',
    values: {
      fullnameOverride: 'redpanda',
      resources: { requests: { cpu: '200m', memory: '1536Mi' }, limits: { cpu: '900m', memory: '1536Mi' } },
      storage: {
        persistentVolume: { size: `${storageGb}Gi`, ...(storageClass === undefined ? {} : { storageClass }) },
      },
      statefulset: {
        replicas: 1,
        // The volume goes with the broker: one that stays would keep the network from being removed.
        persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Delete', whenScaled: 'Retain' },
        podTemplate: {
          spec: {
            containers: [
              { name: 'redpanda', securityContext: restricted },
              { name: 'sidecar', resources: helper, securityContext: restricted },
            ],
            initContainers: [
              { name: 'redpanda-configurator', resources: helper, securityContext: restricted },
              { name: 'bootstrap-yaml-envsubst', resources: helper, securityContext: restricted },
            ],
          },
        },
        sideCars: { controllers: { enabled: false } },
      },
      post_install_job: {
        podTemplate: {
          spec: {
            initContainers: [{ name: 'bootstrap-yaml-envsubst', resources: helper, securityContext: restricted }],
            containers: [{ name: 'post-install', resources: helper, securityContext: restricted }],
          },
        },
      },
      // Needs privileges that Pod Security refuses.
      tuning: { tune_aio_events: false },
      tls: { enabled: false },
      external: { enabled: false },
      console: { enabled: false },
      auth: { sasl: { enabled: false } },
      listeners: { kafka: { port: brokerPort }, http: { enabled: false }, schemaRegistry: { enabled: false } },
      logging: { usageStats: { enabled: false } },
      config: {
        cluster: {
          auto_create_topics_enabled: false,
          // What a fresh cluster would try for a month and then ask a licence for.
          partition_autobalancing_mode: 'node_add',
          core_balancing_continuous: false,
          default_topic_replications: 1,
        },
      },
    },
  }
}
