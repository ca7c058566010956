import * as pulumi from '@pulumi/pulumi'
import { type ChartSource, renderChart } from '../addons/chart.ts'
import { type AddonPlan, type Place, plannedObjects } from '../addons/plan.ts'
import { walMinutes } from '../addons/postgres.ts'
import { appObjects } from '../app/objects.ts'
import type { WorkloadDefinition } from '../app/workload-definition.ts'
import { monitoringDemand } from '../monitoring/monitoring.ts'
import type { Platform } from '../platform/platform.ts'
import type { OkeSettings } from '../settings-schema.ts'
import { type Budget, budgetOf, refusals } from './budget.ts'
import { budgetTable } from './table.ts'

export type StackBudgetOptions = {
  settings: OkeSettings
  plans: readonly AddonPlan[]
  place: Place & Pick<Platform, 'kubernetesApi'>
  workloads: readonly WorkloadDefinition[]
  /** Renders a chart; the provider of the stack does so without asking a cluster. */
  render?: typeof renderChart
}

/** Deployments a month, and releases kept by the registry, which the estimate of Object Storage reckons with. */
const deployments = 60
const imageReleases = 5

/** The budget of a stack in Oracle's cloud, charts rendered with its values. */
export async function stackBudget({
  settings,
  plans,
  place,
  workloads,
  render = renderChart,
}: StackBudgetOptions): Promise<Budget> {
  const source: ChartSource = settings.charts
  const charts = await Promise.all(plans.flatMap((plan) => plan.charts.map((chart) => render(chart, source))))
  const { postgres, oke } = settings
  return budgetOf({
    nodes: oke.nodes,
    objects: [
      ...charts.flat(),
      ...plannedObjects(plans, place),
      ...appObjects(workloads),
      ...monitoringDemand({ settings, kubernetesApi: place.kubernetesApi }),
    ],
    smallestVolumeGb: place.smallestVolumeGb,
    objectStorage: {
      deployments,
      ...(oke.registry.mode === 'ocir' ? { imageReleases } : {}),
      ...(postgres.mode === 'in-cluster' ? { backups: { days: postgres.backupDays, walMinutes } } : {}),
    },
  })
}

/** Prints the table; @throws pulumi.RunError that names every limit that is passed, before anything is made */
export async function enforceBudget(budget: Budget, allowPaid: boolean): Promise<string> {
  const table = budgetTable(budget)
  await pulumi.log.info(`\n${table}`)
  const refused = refusals(budget, allowPaid)
  if (refused.length > 0)
    throw new pulumi.RunError(`This stack is not free, or does not fit:\n  ${refused.join('\n  ')}`)
  return table
}
