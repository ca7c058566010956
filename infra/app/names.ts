import type { AppId } from '../../src/domain/topology.ts'

/** Port of a sidecar's HTTP API, and where it lets itself be measured. */
export const sidecarPort = 3500
export const sidecarMetricsPort = 9090

/** Secret with the one key `token`: what the app shows its sidecar, or the sidecar its app. */
export const tokenSecret = (app: AppId, shownTo: 'sidecar' | 'app'): string => `${app}-token-for-${shownTo}`

export const pullSecretName = 'registry'

/** Labels by which Services, budgets and policies find the pods of a workload. */
export const podLabels = (app: string): Record<string, string> => ({ 'app.kubernetes.io/name': app })
export const commonLabels = (app: string): Record<string, string> => ({
  ...podLabels(app),
  'app.kubernetes.io/part-of': 'todo-chatbot',
})
