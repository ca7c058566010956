import type { Dashboard } from './dashboard.ts'

/** The way of events, and Dapr under it. */
export const events: Dashboard = {
  uid: 'todo-events',
  title: 'Events and Dapr',
  panels: [
    {
      title: 'Events not published yet',
      kind: 'stat',
      thresholds: [100, 1_000],
      queries: [{ expr: 'max(outbox_depth)' }],
    },
    {
      title: 'Oldest of them',
      kind: 'stat',
      unit: 's',
      thresholds: [10, 120],
      queries: [{ expr: 'max(outbox_oldest_seconds)' }],
    },
    {
      title: 'Events waiting',
      kind: 'stat',
      thresholds: [100, 1_000],
      queries: [{ expr: 'sum(max by (topic, consumer) (event_lag))' }],
    },
    {
      title: 'Servers that hear the broker',
      kind: 'stat',
      least: 1,
      queries: [{ expr: 'sum(live_broker_reading)' }],
    },
    {
      title: 'Events that wait, by consumer',
      kind: 'timeseries',
      queries: [{ expr: 'max by (topic, consumer) (event_lag)', legend: '{{topic}} → {{consumer}}' }],
    },
    {
      title: 'Outbox',
      kind: 'timeseries',
      queries: [{ expr: 'max(outbox_depth)', legend: 'events' }],
    },
    {
      title: 'What became of events',
      kind: 'timeseries',
      queries: [
        {
          expr: 'sum by (app, outcome) (increase(events_handled_total[5m]))',
          legend: '{{app}} {{outcome}}',
        },
      ],
    },
    {
      title: 'Time to handle an event (95 %)',
      kind: 'timeseries',
      unit: 's',
      queries: [
        {
          expr: 'histogram_quantile(0.95, sum by (le, type) (rate(event_handling_seconds_bucket[5m])))',
          legend: '{{type}}',
        },
      ],
    },
    {
      title: 'Sidecars: published',
      kind: 'timeseries',
      unit: 'reqps',
      queries: [
        {
          // The server publishes in bulk; each counts once.
          expr: 'sum by (app_id, topic, success) (rate(dapr_component_pubsub_egress_bulk_count[5m]))',
          legend: '{{app_id}} {{topic}} {{success}}',
        },
      ],
    },
    {
      title: 'Sidecars: delivered',
      kind: 'timeseries',
      unit: 'reqps',
      queries: [
        {
          expr: 'sum by (app_id, topic, process_status) (rate(dapr_component_pubsub_ingress_count[5m]))',
          legend: '{{app_id}} {{topic}} {{process_status}}',
        },
      ],
    },
    {
      title: 'Sidecars: invocations',
      kind: 'timeseries',
      unit: 'reqps',
      queries: [
        {
          expr: 'sum by (app_id, src_app_id, status) (rate(dapr_runtime_service_invocation_res_recv_total[5m]))',
          legend: '{{src_app_id}} → {{app_id}} {{status}}',
        },
      ],
    },
    {
      title: 'Sidecars: failures',
      description: 'Since they were started.',
      kind: 'timeseries',
      // None is counted before the first.
      queries: [
        { expr: 'sum(dapr_runtime_component_init_fail_total) or vector(0)', legend: 'components not set up' },
        { expr: 'sum(dapr_sentry_cert_sign_failure_total) or vector(0)', legend: 'certificates not signed' },
      ],
    },
    {
      title: 'Dead letters',
      kind: 'timeseries',
      queries: [{ expr: 'max by (topic) (dead_letters)', legend: '{{topic}}' }],
    },
  ],
}
