import { freeLimits } from '../../budget/limits.ts'
import { objectRequestsPerWalFile } from '../../budget/object-storage.ts'
import type { Alert } from './alert.ts'

/** Ten terabytes a month leave for nothing. */
const freeEgressBytes = 10e12
const monthSeconds = 31 * 24 * 3_600
const near = 0.8

/** Machines, volumes, certificates, backups, and what is free. */
export const resourceAlerts: readonly Alert[] = [
  {
    name: 'CrashLoop',
    severity: 'warning',
    expr: 'changes(container_start_time_seconds{container!=""}[15m]) > 2',
    for: '0m',
    summary: '{{ $labels.container }} starts again and again',
    description: '{{ $labels.namespace }}/{{ $labels.pod }} has started {{ $value }} times in a quarter of an hour.',
  },
  {
    name: 'MemoryShort',
    severity: 'warning',
    expr: 'node_memory_working_set_bytes / on(node) machine_memory_bytes > 0.9',
    for: '10m',
    summary: 'A node is short of memory',
    description:
      '{{ $labels.node }} uses {{ $value | humanizePercentage }} of its memory: pods are about to be evicted.',
  },
  {
    name: 'DiskFilling',
    severity: 'critical',
    expr: [
      '1 - kubelet_volume_stats_available_bytes / kubelet_volume_stats_capacity_bytes > 0.85',
      '1 - redpanda_storage_disk_free_bytes / redpanda_storage_disk_total_bytes > 0.85',
      'max by (node, device) (container_fs_usage_bytes{id="/"} / (container_fs_limit_bytes{id="/"} > 0)) > 0.85',
    ].join(' or '),
    for: '15m',
    summary: 'A volume is almost full',
    description:
      '{{ $value | humanizePercentage }} of {{ or $labels.persistentvolumeclaim $labels.device $labels.pod }} is used.',
  },
  {
    name: 'CertificateExpiring',
    severity: 'critical',
    // A certificate for an address lives for six days and is renewed after four.
    expr: 'certmanager_certificate_expiration_timestamp_seconds - time() < 36 * 3600',
    for: '10m',
    summary: 'The certificate is not renewed',
    description: '{{ $labels.name }} ends in {{ $value | humanizeDuration }}; by then it should have been renewed.',
  },
  {
    name: 'BackupMissing',
    // Elsewhere none is made.
    cloud: true,
    severity: 'critical',
    // Before the first the time is 0: that one may take as long as any.
    expr: [
      'time() - max(cnpg_collector_last_available_backup_timestamp > 0) > 36 * 3600',
      'max(cnpg_collector_last_available_backup_timestamp) == 0 and max(cnpg_collector_last_available_backup_timestamp offset 36h) == 0',
      'max(increase(cnpg_pg_stat_archiver_failed_count[1h])) > 3',
    ].join(' or '),
    for: '30m',
    summary: 'There is no fresh backup',
    description: 'The last good backup is older than a day and a half, or changes are not archived.',
  },
  {
    name: 'NearFreeEgress',
    cloud: true,
    severity: 'warning',
    expr: `sum(rate(container_network_transmit_bytes_total{id="/", interface!~"lo|veth.*|cali.*|cni.*|flannel.*"}[1d])) * ${monthSeconds} > ${near * freeEgressBytes}`,
    for: '1h',
    summary: 'Traffic comes near what is free',
    description: 'At the pace of the last day {{ $value | humanize }}B would leave in a month; ten terabytes are free.',
  },
  {
    name: 'NearFreeObjectRequests',
    cloud: true,
    severity: 'warning',
    expr: `sum(rate(cnpg_pg_stat_archiver_archived_count[1d])) * ${monthSeconds} * ${objectRequestsPerWalFile} > ${near * freeLimits.objectRequests}`,
    for: '1h',
    summary: 'Requests to Object Storage come near what is free',
    description: `At the pace of the last day the archive takes {{ $value | humanize }} requests a month; ${freeLimits.objectRequests} are free.`,
  },
  {
    name: 'IdleReclaim',
    cloud: true,
    severity: 'warning',
    // Oracle takes an instance back whose CPU (95th percentile), memory and network stay below a fifth for a week.
    expr: [
      'quantile_over_time(0.95, (sum by (node) (rate(node_cpu_usage_seconds_total[5m])) / on(node) machine_cpu_cores)[6d:15m]) < 0.2',
      '(max_over_time(node_memory_working_set_bytes[6d]) / on(node) machine_memory_bytes) < 0.2',
    ].join(' and on(node) '),
    for: '1h',
    summary: 'Oracle may take {{ $labels.node }} back for idleness',
    description:
      'Its CPU and memory have stayed below a fifth for six days; after seven an Always Free instance may be reclaimed.',
  },
  {
    name: 'MonitoringIncomplete',
    severity: 'warning',
    expr: 'max by (job) (up) == 0',
    for: '15m',
    summary: 'Nothing of {{ $labels.job }} can be measured',
    description: 'No target of {{ $labels.job }} answers: alerts that rest on it stay silent.',
  },
]
