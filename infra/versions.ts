/** Every pinned chart, image and platform version. */

/** A chart of a public repository. `app` is the version of what it installs, where values have to name it. */
export type ChartVersion = { chart: string; repository: string; version: string; app?: string }

export const charts = {
  dapr: { chart: 'dapr', repository: 'https://dapr.github.io/helm-charts/', version: '1.18.0' },
  redpanda: { chart: 'redpanda', repository: 'https://charts.redpanda.com', version: '26.2.1', app: 'v26.2.1' },
  cloudnativePg: {
    chart: 'cloudnative-pg',
    repository: 'https://cloudnative-pg.github.io/charts',
    version: '0.29.0',
    app: '1.30.0',
  },
  traefik: {
    chart: 'traefik',
    repository: 'https://traefik.github.io/charts',
    version: '41.3.0',
    app: 'v3.7.11',
  },
  certManager: { chart: 'cert-manager', repository: 'https://charts.jetstack.io', version: 'v1.21.1' },
  metricsServer: {
    chart: 'metrics-server',
    repository: 'https://kubernetes-sigs.github.io/metrics-server/',
    version: '3.13.1',
    app: '0.8.1',
  },
} as const satisfies Record<string, ChartVersion>

export type ChartName = keyof typeof charts

/** Images that the program names itself; charts pin their own. */
export const images = {
  postgres: 'ghcr.io/cloudnative-pg/postgresql:18.4-system-trixie',
  kubeRouter:
    'docker.io/cloudnativelabs/kube-router:v2.11.1@sha256:64da9a538d29e13780e256ce3897a52932a68657793bef009063bbeb2762146a',
} as const

/** Gateway API's definitions, which no chart brings: the released file, or `gateway-api/standard-install.yaml` of the folder. */
export const gatewayApi = {
  url: 'https://github.com/kubernetes-sigs/gateway-api/releases/download/v1.4.1/standard-install.yaml',
  file: 'gateway-api/standard-install.yaml',
} as const

/** Kubernetes of a new OKE cluster; an existing one is upgraded by the setting `oke.kubernetesVersion`. */
export const kubernetesVersion = 'v1.34.1'
