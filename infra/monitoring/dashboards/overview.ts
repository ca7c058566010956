import { limits } from '../../../src/domain/limits.ts'
import type { Dashboard } from './dashboard.ts'

/** Are users served, and do their reminders come on time. */
export const overview: Dashboard = {
  uid: 'todo-overview',
  title: 'Overview',
  panels: [
    {
      title: 'Ready replicas of the page',
      kind: 'stat',
      least: 1,
      queries: [{ expr: 'sum(ready_check{app="web", check="sidecar"})' }],
    },
    {
      title: 'Ready servers',
      kind: 'stat',
      least: 1,
      queries: [{ expr: 'sum(ready_check{app="server", check="database"})' }],
    },
    {
      title: 'Calls that failed',
      description: 'Share of calls that failed through no fault of the caller, in the last hour.',
      kind: 'stat',
      unit: 'percentunit',
      thresholds: [0.005, 0.02],
      queries: [
        {
          expr: '(sum(increase(rpc_calls_total{outcome=~"internal|unavailable"}[1h])) or vector(0)) / sum(increase(rpc_calls_total[1h]))',
        },
      ],
    },
    {
      title: 'Reminders late, last day',
      description: `Reminders that came more than ${limits.lateAfterSeconds} seconds after their time.`,
      kind: 'stat',
      thresholds: [1, 5],
      queries: [
        {
          expr: `sum(increase(reminder_lateness_seconds_count[1d])) - sum(increase(reminder_lateness_seconds_bucket{le=~"${limits.lateAfterSeconds}([.]0)?"}[1d]))`,
        },
      ],
    },
    { title: 'Open pages', kind: 'stat', queries: [{ expr: 'sum(live_clients)' }] },
    {
      title: 'Dead letters',
      kind: 'stat',
      thresholds: [1, 10],
      queries: [{ expr: 'sum(max by (topic) (dead_letters))' }],
    },
    {
      title: 'Calls a second, by outcome',
      kind: 'timeseries',
      unit: 'reqps',
      queries: [{ expr: 'sum by (outcome) (rate(rpc_calls_total[5m]))', legend: '{{outcome}}' }],
    },
    {
      title: 'Duration of calls',
      kind: 'timeseries',
      unit: 's',
      queries: ['0.5', '0.95', '0.99'].map((quantile) => ({
        expr: `histogram_quantile(${quantile}, sum by (le) (rate(rpc_call_duration_seconds_bucket[5m])))`,
        legend: `${Number(quantile) * 100} %`,
      })),
    },
    {
      title: 'How late reminders come',
      kind: 'timeseries',
      unit: 's',
      queries: ['0.5', '0.99'].map((quantile) => ({
        expr: `histogram_quantile(${quantile}, sum by (le) (rate(reminder_lateness_seconds_bucket[15m])))`,
        legend: `${Number(quantile) * 100} %`,
      })),
    },
    {
      title: 'Deliveries by channel and outcome',
      kind: 'timeseries',
      queries: [
        { expr: 'sum by (channel, outcome) (increase(deliveries_total[15m]))', legend: '{{channel}} {{outcome}}' },
      ],
    },
    {
      title: 'Slowest procedures (95 %, last hour)',
      kind: 'table',
      unit: 's',
      queries: [
        {
          expr: 'topk(10, histogram_quantile(0.95, sum by (le, procedure) (rate(rpc_call_duration_seconds_bucket[1h]))))',
        },
      ],
    },
    {
      title: 'Answers of the ingress',
      kind: 'timeseries',
      unit: 'reqps',
      queries: [{ expr: 'sum by (code) (rate(traefik_entrypoint_requests_total[5m]))', legend: '{{code}}' }],
    },
    {
      title: 'Requests to the page',
      kind: 'timeseries',
      unit: 'reqps',
      queries: [
        { expr: 'sum by (route, status) (rate(http_requests_total{app="web"}[5m]))', legend: '{{route}} {{status}}' },
      ],
    },
  ],
}
