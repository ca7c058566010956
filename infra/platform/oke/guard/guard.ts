import * as budget from '@pulumi/oci/budget/index.js'
import * as identity from '@pulumi/oci/identity/index.js'
import * as limits from '@pulumi/oci/limits/index.js'
import * as pulumi from '@pulumi/pulumi'
import { freeQuota, quotaStatements } from './quota.ts'

export type GuardArgs = {
  tenancyId: string
  compartment: string
  alertEmail: string
  /** Leaves the quota away; the budget still tells. */
  allowPaid: boolean
}

/**
 * The compartment that holds everything, a quota that refuses what costs, and a budget that writes before a bill: of
 * the smallest amount, at its first hundredth.
 */
export class Guard extends pulumi.ComponentResource {
  readonly compartmentId: pulumi.Output<string>

  constructor(name: string, args: GuardArgs, opts?: pulumi.ComponentResourceOptions) {
    super('todo:platform:Guard', name, {}, opts)
    const own = { parent: this }
    const compartment = new identity.Compartment(
      `${name}-compartment`,
      {
        compartmentId: args.tenancyId,
        name: args.compartment,
        description: 'The todo chatbot and nothing else',
        enableDelete: true,
      },
      own,
    )
    this.compartmentId = compartment.id
    if (!args.allowPaid) {
      new limits.Quota(
        `${name}-quota`,
        {
          compartmentId: args.tenancyId,
          name: `${args.compartment}-free`,
          description: 'Refuses what is not Always Free',
          statements: compartment.name.apply((found) => quotaStatements(found, freeQuota)),
        },
        own,
      )
    }
    const watch = new budget.Budget(
      `${name}-budget`,
      {
        compartmentId: args.tenancyId,
        displayName: `${args.compartment}-budget`,
        amount: 1,
        resetPeriod: 'MONTHLY',
        targetType: 'COMPARTMENT',
        targets: [compartment.id],
      },
      own,
    )
    for (const type of ['ACTUAL', 'FORECAST']) {
      new budget.Rule(
        `${name}-alert-${type.toLowerCase()}`,
        {
          budgetId: watch.id,
          displayName: `${args.compartment}-${type.toLowerCase()}`,
          type,
          threshold: 1,
          thresholdType: 'PERCENTAGE',
          recipients: args.alertEmail,
          message: 'The todo chatbot is about to cost money. See docs/deploy-oke.md, "If an alert comes".',
        },
        own,
      )
    }
    this.registerOutputs({ compartmentId: this.compartmentId })
  }
}
