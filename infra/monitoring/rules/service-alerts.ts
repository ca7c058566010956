import { limits } from '../../../src/domain/limits.ts'
import { type Alert, appearedOrRisen } from './alert.ts'

const inTime = `reminder_lateness_seconds_bucket{le=~"${limits.lateAfterSeconds}([.]0)?"}`

/**
 * What users notice: the page, their reminders, their changes. Prometheus 3 writes bounds of buckets as it reads them:
 * 60 becomes 60.0.
 */
export const serviceAlerts: readonly Alert[] = [
  {
    name: 'SiteDown',
    severity: 'critical',
    // `absent` of a comparison has no labels of its own.
    expr: ['web', 'server']
      .map((app) => `label_replace(absent(ready_check{app="${app}", check="sidecar"} == 1), "app", "${app}", "", "")`)
      .join(' or '),
    for: '3m',
    summary: 'The page cannot be used',
    description: 'For three minutes no replica of {{ $labels.app }} was there and ready.',
  },
  {
    name: 'DatabaseDown',
    severity: 'critical',
    expr: 'absent(ready_check{app="server", check="database"} == 1) and on() (up{job="app", app="server"} == 1)',
    for: '2m',
    summary: 'The database does not answer',
    description: 'The server runs, but none of its replicas reaches the database.',
  },
  {
    name: 'RemindersLate',
    severity: 'critical',
    expr: `sum(${appearedOrRisen('reminder_lateness_seconds_count', '15m')}) - sum(${appearedOrRisen(inTime, '15m')}) > 0.5`,
    for: '0m',
    summary: 'Reminders come late',
    description: `{{ $value | humanize }} reminders of the last 15 minutes came more than ${limits.lateAfterSeconds} seconds after their time.`,
  },
  {
    name: 'CallsFail',
    severity: 'warning',
    expr: 'sum(rate(rpc_calls_total{outcome=~"internal|unavailable"}[10m])) / sum(rate(rpc_calls_total[10m])) > 0.02 and sum(increase(rpc_calls_total{outcome=~"internal|unavailable"}[10m])) > 5',
    for: '5m',
    summary: 'Calls of users fail',
    description:
      '{{ $value | humanizePercentage }} of the calls of the last ten minutes failed through no fault of the caller.',
  },
  {
    name: 'DeliveriesFail',
    severity: 'warning',
    expr: 'sum by (channel) (increase(deliveries_total{outcome="failed"}[1h])) > 5 and sum by (channel) (increase(deliveries_total{outcome="failed"}[1h])) / sum by (channel) (increase(deliveries_total[1h])) > 0.5',
    for: '10m',
    summary: 'Notifications by {{ $labels.channel }} do not get through',
    description: 'More than half of the deliveries by {{ $labels.channel }} failed in the last hour.',
  },
]
