import type { Alert } from './alert.ts'
import { eventAlerts } from './event-alerts.ts'
import { resourceAlerts } from './resource-alerts.ts'
import { serviceAlerts } from './service-alerts.ts'

export const alertGroups: Readonly<Record<string, readonly Alert[]>> = {
  service: serviceAlerts,
  events: eventAlerts,
  resources: resourceAlerts,
}
export const alerts: readonly Alert[] = Object.values(alertGroups).flat()

const runbooks = 'docs/runbooks.md'

/** Where it stands what to do; headings of Markdown become anchors in lower case. */
export const runbookOf = ({ name }: Pick<Alert, 'name'>): string => `${runbooks}#${name.toLowerCase()}`

/** The alerts as a rule file of Prometheus, in JSON, which is YAML as well; `cloud`: with those of what is free there. */
export function ruleFile({ cloud }: { cloud: boolean }): string {
  const groups = Object.entries(alertGroups).map(([name, group]) => ({
    name,
    rules: group
      .filter((alert) => cloud || alert.cloud !== true)
      .map((alert) => ({
        alert: alert.name,
        expr: alert.expr,
        for: alert.for,
        labels: { severity: alert.severity },
        annotations: { summary: alert.summary, description: alert.description, runbook: runbookOf(alert) },
      })),
  }))
  return JSON.stringify({ groups }, null, 2)
}
