import { namespaces } from '../../infra/namespaces.ts'
import { databases } from '../../src/domain/topology.ts'

/** A database that is made of the latest backup and lives as long as the check. */
export const scratchName = 'backup-check'
const namespace = namespaces.postgres.name

type BackupSection = { barmanObjectStore?: object; retentionPolicy?: string }
export type RunningCluster = {
  spec: { imageName: string; storage: object; resources?: object; backup?: BackupSection }
}

/** The cluster `running` once more, out of its own backups; undefined where it makes none. It archives nothing itself. */
export function scratchCluster({ spec }: RunningCluster): object | undefined {
  const store = spec.backup?.barmanObjectStore
  if (store === undefined) return undefined
  return {
    apiVersion: 'postgresql.cnpg.io/v1',
    kind: 'Cluster',
    metadata: { name: scratchName, namespace },
    spec: {
      instances: 1,
      imageName: spec.imageName,
      enablePDB: false,
      storage: spec.storage,
      ...(spec.resources === undefined ? {} : { resources: spec.resources }),
      bootstrap: { recovery: { source: 'running' } },
      externalClusters: [{ name: 'running', barmanObjectStore: { ...store, serverName: 'postgres' } }],
    },
  }
}

/** One row: how many users and tasks there are, the newest migration, and when something was changed last. */
export const question = `SELECT json_build_object(
  'users', (SELECT count(*) FROM app.profile),
  'tasks', (SELECT count(*) FROM app.task),
  'migration', (SELECT max(migration_name) FROM public._prisma_migrations WHERE finished_at IS NOT NULL),
  'changed', (SELECT max(updated_at) FROM app.task))`

export const database = databases.app

export type Content = { users: number; tasks: number; migration: string | null; changed: string | null }

/** What is wrong with a restored database, held against the one that runs. A day may lie between them. */
export function contentProblems(restored: Content, running: Content): string[] {
  const day = 86_400_000
  const age = Date.parse(running.changed ?? '') - Date.parse(restored.changed ?? '')
  return [
    ...(restored.migration === null ? ['it holds no schema'] : []),
    ...(running.users > 0 && restored.users === 0 ? ['it holds no users'] : []),
    ...(running.tasks > 0 && restored.tasks === 0 ? ['it holds no tasks'] : []),
    ...(age > day
      ? [`its last change is ${Math.round(age / 3_600_000)} hours older than that of the one that runs`]
      : []),
  ]
}
