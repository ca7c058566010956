import { join } from 'node:path'
import * as kubernetes from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import { gatewayApi } from '../versions.ts'
import { type ChartSource, chartFolder } from './chart.ts'

/** Gateway API's definitions, before anything that asks for them at its start. */
export function installGatewayApi(
  source: ChartSource,
  opts: pulumi.ComponentResourceOptions,
): kubernetes.yaml.v2.ConfigFile {
  const file = source.source === 'public' ? gatewayApi.url : join(chartFolder(source.folder), gatewayApi.file)
  return new kubernetes.yaml.v2.ConfigFile('gateway-api', { file, skipAwait: true }, opts)
}
