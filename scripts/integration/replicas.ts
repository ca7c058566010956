import { AssignerProtocol } from 'kafkajs'
import { subscriptions } from '../../src/domain/topology.ts'
import type { Product } from './product.ts'
import type { Check } from './report.ts'
import { until } from './until.ts'

/** Whether the replicas share the work: partitions among consumers, calls of browsers among servers. */
export async function checkReplicas(product: Product): Promise<Check[]> {
  let partitions: Record<string, number[]> = {}
  // Just started, a group is still being shared out.
  await until('consumers to share their partitions', async () => {
    partitions = await partitionsByGroup(product)
    return Object.values(partitions).every(isShared)
  }).catch((error: unknown) => console.log(`    ${error}`))
  const calls = await Promise.all(product.replicas('server').map(({ port }) => callsServed(port)))
  console.log(`partitions of consumers: ${JSON.stringify(partitions)}, calls served by servers: ${calls.join(' and ')}`)
  return [
    ...Object.entries(partitions).map(([group, counts]) => ({
      what: `two replicas of ${group} share its partitions`,
      passed: isShared(counts),
    })),
    { what: 'two servers serve browsers', passed: calls.every((count) => count > 0) },
  ]
}

const isShared = (counts: readonly number[]) => counts.length === 2 && counts.every((count) => count > 0)

/** How many partitions each member of the consumers' groups has. */
async function partitionsByGroup({ kafka }: Product): Promise<Record<string, number[]>> {
  const admin = kafka.admin()
  await admin.connect()
  try {
    const { groups } = await admin.describeGroups(subscriptions.map(({ app }) => app))
    return Object.fromEntries(
      groups.map(({ groupId, members }) => {
        const assigned = members.map((member) => AssignerProtocol.MemberAssignment.decode(member.memberAssignment))
        return [groupId, assigned.map((each) => Object.values(each?.assignment ?? {}).flat().length)]
      }),
    )
  } finally {
    await admin.disconnect()
  }
}

/** Calls of the API that one server has answered. */
async function callsServed(port: number): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
  const lines = text.matchAll(/^http_requests_total\{method="POST",route="\/api\/[^}]*\} (\d+)$/gm)
  return [...lines].reduce((sum, [, count]) => sum + Number(count), 0)
}
