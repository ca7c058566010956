import { graphOf } from '../../infra/golden/graph.ts'
import { stacks } from '../../infra/golden/stacks.ts'
import { stackObjects } from '../infra/stack-objects.ts'
import type { StackName } from '../release/cluster.ts'
import type { Policy } from './evaluate.ts'

/** The network policies that the Pulumi program makes for a stack with its defaults: what a cluster is held to. */
export async function stackPolicies(stack: StackName): Promise<Policy[]> {
  const { own } = stackObjects(stack, await graphOf(stacks[stack].config))
  return own.filter(({ kind }) => kind === 'NetworkPolicy').map(({ text }) => JSON.parse(text) as Policy)
}
