/** Where the parts of monitoring listen, and the ports that are scraped. */
export const monitoringPorts = { prometheus: 9090, alertmanager: 9093, loki: 3100, grafana: 3000, logs: 2020 } as const

export const scrapePorts = {
  app: 9464,
  sidecar: 9090,
  redpanda: 9644,
  postgres: 9187,
  traefik: 9100,
  certManager: 9402,
  controlPlane: 9090,
  kubelet: 10_250,
} as const

export const nameLabel = 'app.kubernetes.io/name'
