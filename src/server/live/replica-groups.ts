import { randomUUID } from 'node:crypto'
import type { Kafka } from 'kafkajs'
import { wakeUp } from '../../domain/topology.ts'

const prefix = `${wakeUp.app}-${wakeUp.topic}-`

/** The consumer group of one replica: of its own, so that each hears of everything. */
export const newReplicaGroup = (): string => `${prefix}${randomUUID()}`

/**
 * Deletes the groups of replicas that are gone: a broker goes on listing groups without members. One that has only lost
 * its broker for a while makes its group again as it comes back. Returns the groups deleted.
 */
export async function sweepReplicaGroups(kafka: Kafka): Promise<string[]> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const { groups: listed } = await admin.listGroups()
    const ids = listed.map(({ groupId }) => groupId).filter((id) => id.startsWith(prefix))
    if (ids.length === 0) return []
    const { groups } = await admin.describeGroups(ids)
    const gone = groups.filter(({ state }) => state === 'Empty' || state === 'Dead').map(({ groupId }) => groupId)
    if (gone.length > 0) await admin.deleteGroups(gone)
    return gone
  } finally {
    await admin.disconnect()
  }
}

/** Deletes a replica's own group, as it ends. */
export async function deleteReplicaGroup(kafka: Kafka, groupId: string): Promise<void> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    await admin.deleteGroups([groupId])
  } finally {
    await admin.disconnect()
  }
}
