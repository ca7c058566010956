import type * as pulumi from '@pulumi/pulumi'
import { postgresLog } from '../../src/domain/postgres-log.ts'
import { namespaces } from '../namespaces.ts'
import type { BackupStore } from '../platform/platform.ts'
import { images } from '../versions.ts'
import type { ChartDefinition } from './chart.ts'
import type { Manifest } from './manifest.ts'

const namespace = namespaces.postgres.name
export const superuserSecret = 'postgres-superuser'
export const backupKeySecret = 'postgres-backup-key'

/** How long a change may wait before it is archived: each file is requests, of which a month has 50,000 for nothing. */
export const walMinutes = 10

export type PostgresOptions = {
  storageGb: number
  storageClass?: string | undefined
  backupSchedule: string
  backupDays: number
  backups?: BackupStore | undefined
}

export function postgresOperatorChart(): ChartDefinition {
  return {
    chart: 'cloudnativePg',
    namespace: 'postgresOperator',
    values: {
      // The database runs on while its operator is replaced.
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      resources: { requests: { cpu: '15m', memory: '100Mi' }, limits: { cpu: '500m', memory: '256Mi' } },
    },
  }
}

/** The administrator's address in the cluster. TLS is CloudNativePG's, by an authority of its own. */
export const postgresAdminUrl = (password: string): string =>
  `postgresql://postgres:${password}@postgres-rw.${namespace}.svc.cluster.local:5432/postgres?sslmode=no-verify`

/** One PostgreSQL with its volume, and where there is a store, its archive and backups. */
export function postgresManifests(options: PostgresOptions): Manifest[] {
  const { storageGb, storageClass, backupSchedule, backups } = options
  const cluster: Manifest = {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: 'postgres', namespace, annotations: { 'pulumi.com/waitFor': 'condition=Ready' } },
    spec: {
      instances: 1,
      imageName: images.postgres,
      primaryUpdateStrategy: 'unsupervised',
      // A budget for its one instance would keep the node from ever being drained.
      enablePDB: false,
      enableSuperuserAccess: true,
      superuserSecret: { name: superuserSecret },
      storage: { size: `${storageGb}Gi`, ...(storageClass === undefined ? {} : { storageClass }) },
      resources: { requests: { cpu: '100m', memory: '384Mi' }, limits: { cpu: '1', memory: '768Mi' } },
      postgresql: {
        parameters: {
          max_connections: '80',
          shared_buffers: '128MB',
          archive_timeout: `${walMinutes}min`,
          log_min_duration_statement: '500',
          ...postgresLog,
        },
      },
      ...(backups ? { backup: backup(options, backups) } : {}),
    },
  }
  if (!backups) return [cluster]
  const scheduled: Manifest = {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'ScheduledBackup',
    metadata: { name: 'postgres', namespace },
    spec: {
      schedule: backupSchedule,
      backupOwnerReference: 'self',
      cluster: { name: 'postgres' },
      method: 'barmanObjectStore',
    },
  }
  return [cluster, scheduled]
}

/** CloudNativePG's own way to object storage: its successor is a plugin with a pod of its own, for which CPU is short. */
function backup({ backupDays }: PostgresOptions, { bucket, endpoint }: BackupStore) {
  const key = (name: string) => ({ name: backupKeySecret, key: name })
  const destination: pulumi.Output<string> = bucket.apply((name) => `s3://${name}/postgres`)
  return {
    retentionPolicy: `${backupDays}d`,
    barmanObjectStore: {
      destinationPath: destination,
      endpointURL: endpoint,
      s3Credentials: {
        accessKeyId: key('ACCESS_KEY_ID'),
        secretAccessKey: key('ACCESS_SECRET_KEY'),
        region: key('ACCESS_REGION'),
      },
      wal: { compression: 'gzip' },
      data: { compression: 'gzip' },
    },
  }
}
