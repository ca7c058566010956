import { freeLimits } from '../../budget/limits.ts'
import type { Dashboard } from './dashboard.ts'

/** What the machine has, who uses it, and how far it is from costing money. */
export const resources: Dashboard = {
  uid: 'todo-resources',
  title: 'Resources and free tier',
  panels: [
    {
      title: 'CPU, 95 % of a week',
      description:
        'Below a fifth, together with memory and network, a free instance of a cloud may be taken back as idle.',
      kind: 'stat',
      unit: 'percentunit',
      queries: [
        {
          expr: 'min(quantile_over_time(0.95, (sum by (node) (rate(node_cpu_usage_seconds_total[5m])) / on(node) machine_cpu_cores)[6d:15m]))',
        },
      ],
    },
    {
      title: 'Memory of the node',
      kind: 'stat',
      unit: 'percentunit',
      thresholds: [0.8, 0.9],
      queries: [{ expr: 'max(node_memory_working_set_bytes / on(node) machine_memory_bytes)' }],
    },
    {
      title: 'Traffic out, of 10 TB a month',
      kind: 'stat',
      unit: 'percentunit',
      thresholds: [0.8, 1],
      queries: [
        {
          expr: `sum(rate(container_network_transmit_bytes_total{id="/", interface!~"lo|veth.*|cali.*|cni.*|flannel.*"}[1d])) * ${31 * 86_400} / 10e12`,
        },
      ],
    },
    {
      title: 'Archive, of free requests',
      description: `Of ${freeLimits.objectRequests} requests to Object Storage a month, at the pace of the last day.`,
      kind: 'stat',
      unit: 'percentunit',
      thresholds: [0.8, 1],
      queries: [
        {
          expr: `sum(rate(cnpg_pg_stat_archiver_archived_count[1d])) * ${31 * 86_400 * 3} / ${freeLimits.objectRequests}`,
        },
      ],
    },
    {
      title: 'Age of the last backup',
      kind: 'stat',
      unit: 's',
      thresholds: [26 * 3_600, 36 * 3_600],
      queries: [{ expr: 'time() - max(cnpg_collector_last_available_backup_timestamp > 0)' }],
    },
    {
      title: 'Certificate ends in',
      kind: 'stat',
      unit: 's',
      queries: [{ expr: 'min(certmanager_certificate_expiration_timestamp_seconds) - time()' }],
    },
    {
      title: 'CPU by container (cores)',
      kind: 'timeseries',
      queries: [
        {
          expr: 'topk(8, sum by (namespace, container) (rate(container_cpu_usage_seconds_total[5m])))',
          legend: '{{namespace}}/{{container}}',
        },
      ],
    },
    {
      title: 'Memory by container',
      kind: 'timeseries',
      unit: 'bytes',
      queries: [
        {
          expr: 'topk(8, sum by (namespace, container) (container_memory_working_set_bytes))',
          legend: '{{namespace}}/{{container}}',
        },
      ],
    },
    {
      title: 'Volumes in use',
      kind: 'timeseries',
      unit: 'percentunit',
      queries: [
        {
          expr: '1 - kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes',
          legend: '{{persistentvolumeclaim}}',
        },
        { expr: '1 - redpanda_storage_disk_free_bytes / redpanda_storage_disk_total_bytes', legend: 'redpanda' },
      ],
    },
    {
      title: 'Database',
      kind: 'timeseries',
      queries: [
        { expr: 'sum by (pool, state) (database_connections)', legend: '{{pool}} {{state}}' },
        { expr: 'sum(cnpg_backends_total)', legend: 'all of the database' },
      ],
    },
    {
      title: 'Size of the database',
      kind: 'timeseries',
      unit: 'bytes',
      queries: [{ expr: 'max by (datname) (cnpg_pg_database_size_bytes)', legend: '{{datname}}' }],
    },
    {
      title: 'Event loop (99 %)',
      kind: 'timeseries',
      unit: 's',
      queries: [{ expr: 'max by (app) (nodejs_eventloop_lag_p99_seconds)', legend: '{{app}}' }],
    },
    {
      title: 'Heap of the processes',
      kind: 'timeseries',
      unit: 'bytes',
      queries: [{ expr: 'max by (app) (nodejs_heap_size_used_bytes)', legend: '{{app}}' }],
    },
    {
      title: 'What monitoring keeps',
      kind: 'timeseries',
      unit: 'bytes',
      queries: [
        { expr: 'prometheus_tsdb_storage_blocks_bytes', legend: 'metrics' },
        {
          expr: 'process_resident_memory_bytes{job=~"prometheus|loki|grafana|alertmanager"}',
          legend: 'memory of {{job}}',
        },
      ],
    },
  ],
}
