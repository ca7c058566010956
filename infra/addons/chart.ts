import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import * as kubernetes from '@pulumi/kubernetes'
import * as pulumi from '@pulumi/pulumi'
import { type NamespaceKey, namespaces } from '../namespaces.ts'
import type { Settings } from '../settings-schema.ts'
import { type ChartName, charts, kubernetesVersion } from '../versions.ts'

/** A value of a chart; what only a deployment knows is an output. */
export type ChartValue = pulumi.Input<string | number | boolean> | readonly ChartValue[] | { [key: string]: ChartValue }
export type ChartValues = Record<string, ChartValue>

/** A chart with our values, as data: the program installs it, the budget renders it. */
export type ChartDefinition = { chart: ChartName; namespace: NamespaceKey | 'kube-system'; values: ChartValues }

export type ChartSource = Settings['charts']

type Location = { chart: string; version?: string; repository?: string }

const projectRoot = fileURLToPath(new URL('../..', import.meta.url))

export const namespaceOf = ({ namespace }: Pick<ChartDefinition, 'namespace'>): string =>
  namespace === 'kube-system' ? namespace : namespaces[namespace].name

/** A folder of charts, which the settings name from the project's folder. */
export const chartFolder = (folder: string): string => (isAbsolute(folder) ? folder : join(projectRoot, folder))

/** A public repository at the pinned version, or a subfolder of a folder of unpacked charts. */
export function locateChart(name: ChartName, source: ChartSource): Location {
  const { chart, version, repository } = charts[name]
  if (source.source === 'public') return { chart, version, repository }
  return { chart: join(chartFolder(source.folder), chart) }
}

/** A release, as Helm itself would make it: hooks run, and what the chart's own controllers change stays theirs. */
export function installChart(
  definition: ChartDefinition,
  source: ChartSource,
  opts: pulumi.CustomResourceOptions,
): kubernetes.helm.v3.Release {
  const { chart, version, repository } = locateChart(definition.chart, source)
  const { chart: name } = charts[definition.chart]
  return new kubernetes.helm.v3.Release(
    name,
    {
      name,
      chart,
      ...(version === undefined ? {} : { version }),
      ...(repository === undefined ? {} : { repositoryOpts: { repo: repository } }),
      namespace: namespaceOf(definition),
      values: definition.values,
      timeout: 900,
      maxHistory: 3,
    },
    opts,
  )
}

/**
 * The objects of a chart with our values; nothing is applied. What only a deployment knows is a placeholder in them.
 *
 * @throws what Helm says of a chart that is not there or does not take the values
 */
export async function renderChart(
  definition: ChartDefinition,
  source: ChartSource,
  opts?: pulumi.InvokeOptions,
): Promise<unknown[]> {
  const { chart, version, repository } = locateChart(definition.chart, source)
  const options = {
    release_name: charts[definition.chart].chart,
    namespace: namespaceOf(definition),
    values: plainValues(definition.values),
    kube_version: kubernetesVersion,
    skip_crd_rendering: true,
    ...(repository === undefined ? { path: chart } : { chart, version, fetch_opts: { repo: repository, version } }),
  }
  const rendered: unknown = await pulumi.runtime.invoke(
    'kubernetes:helm:template',
    { jsonOpts: JSON.stringify(options) },
    opts,
  )
  const result: unknown =
    typeof rendered === 'object' && rendered !== null ? Reflect.get(rendered, 'result') : undefined
  return Array.isArray(result) ? result : []
}

/** Values without outputs, which are not known before a deployment. */
export function plainValues(value: unknown): unknown {
  if (pulumi.Output.isInstance(value)) return 'known-later'
  if (Array.isArray(value)) return value.map(plainValues)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, plainValues(inner)]))
}
