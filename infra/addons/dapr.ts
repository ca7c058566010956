import { charts } from '../versions.ts'
import type { ChartDefinition } from './chart.ts'

const small = (memory: string) => ({ requests: { cpu: '10m', memory }, limits: { cpu: '500m', memory: '192Mi' } })

/** How often the operator looks for pods that came up without their sidecar, and replaces them. */
const watchdogInterval = '10s'

/** Dapr's control plane: without scheduler (three volumes) and placement, which neither cron bindings nor state need. */
export function daprChart(): ChartDefinition {
  return {
    chart: 'dapr',
    namespace: 'dapr',
    values: {
      global: {
        tag: charts.dapr.version,
        logAsJson: true,
        ha: { enabled: false },
        mtls: { enabled: true },
        scheduler: { enabled: false },
        actors: { enabled: false },
        seccompProfile: 'RuntimeDefault',
      },
      // It would let pods of the default namespace read all of its Secrets.
      dapr_rbac: { secretReader: { enabled: false } },
      dapr_operator: { watchInterval: watchdogInterval, resources: small('64Mi') },
      dapr_sentry: { resources: small('40Mi') },
      dapr_sidecar_injector: {
        resources: small('40Mi'),
        sidecarRunAsNonRoot: true,
        sidecarReadOnlyRootFilesystem: true,
        sidecarDropALLCapabilities: true,
      },
    },
  }
}
