import type { ChartDefinition } from './chart.ts'

export type MetricsServerOptions = {
  /** Kubelets of test clusters sign their own certificates. */
  trustKubelets: boolean
}

/** What autoscalers measure by. */
export function metricsServerChart({ trustKubelets }: MetricsServerOptions): ChartDefinition {
  return {
    chart: 'metricsServer',
    namespace: 'kube-system',
    values: {
      args: trustKubelets ? ['--kubelet-insecure-tls'] : [],
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } },
      resources: { requests: { cpu: '20m', memory: '64Mi' }, limits: { cpu: '500m', memory: '192Mi' } },
    },
  }
}
