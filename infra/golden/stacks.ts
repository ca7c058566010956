import { minikubeConfig, okeConfig, prebuiltReferences } from '../testing/configurations.ts'

const external = {
  broker: { mode: 'external', servers: ['kafka.example.org:9092'], username: 'todo' },
  brokerPassword: 'hidden',
  postgres: { mode: 'external' },
  databaseAdminUrl: 'postgresql://admin:hidden@db.example.org:6432/postgres?sslmode=require',
}
const prebuilt = { images: { mode: 'prebuilt', references: prebuiltReferences } }

/** The stacks, each with its modes: what is set otherwise. */
export const stacks = {
  minikube: {
    config: minikubeConfig,
    modes: {
      'external-broker-and-database': external,
      'prebuilt-images-and-local-charts': { ...prebuilt, charts: { source: 'folder', folder: 'charts' } },
      'local-authority': { access: { mode: 'local-ca' } },
    },
  },
  oke: {
    config: okeConfig,
    modes: {
      'private-nodes': { oke: { network: { mode: 'private-nodes' } } },
      'external-broker-and-database': external,
      'prebuilt-images': prebuilt,
      'other-registry': {
        oke: { registry: { mode: 'external', server: 'ghcr.io/example', username: 'me' } },
        registryPassword: 'hidden',
      },
      'own-domain': { access: { mode: 'domain', host: 'todo.example.org', email: 'owner@example.org' } },
      'larger-and-paid': { allowPaid: true, oke: { nodes: { count: 2, ocpus: 4, memoryGb: 24 } } },
    },
  },
} as const
