/**
 * Metrics of what is not ours, as far as alerts and dashboards use them; each was looked up where it is made. A test
 * refuses a name that is neither here nor in the catalogue.
 */
export const thirdPartyMetrics = {
  // Prometheus itself: one for each target.
  prometheus: ['up', 'prometheus_tsdb_head_series', 'prometheus_tsdb_storage_blocks_bytes'],
  // kubelet, pkg/kubelet/metrics/collectors/resource_metrics.go and pkg/kubelet/metrics/metrics.go (1.34).
  kubelet: [
    'node_cpu_usage_seconds_total',
    'node_memory_working_set_bytes',
    'container_cpu_usage_seconds_total',
    'container_memory_working_set_bytes',
    'container_start_time_seconds',
    'kubelet_volume_stats_available_bytes',
    'kubelet_volume_stats_capacity_bytes',
  ],
  // cAdvisor inside the kubelet, metrics/prometheus.go and prometheus_machine.go (0.52).
  cadvisor: [
    'machine_cpu_cores',
    'machine_memory_bytes',
    'container_fs_usage_bytes',
    'container_fs_limit_bytes',
    'container_network_receive_bytes_total',
    'container_network_transmit_bytes_total',
  ],
  // Dapr, pkg/diagnostics (1.18); slashes become underscores, with `dapr_` in front.
  dapr: [
    'dapr_component_pubsub_egress_bulk_count',
    'dapr_component_pubsub_ingress_count',
    'dapr_http_server_request_count',
    'dapr_runtime_component_init_fail_total',
    'dapr_runtime_service_invocation_res_recv_latency_ms_bucket',
    'dapr_runtime_service_invocation_res_recv_total',
    'dapr_sentry_cert_sign_failure_total',
  ],
  // Redpanda's public metrics.
  redpanda: ['redpanda_storage_disk_free_bytes', 'redpanda_storage_disk_total_bytes', 'redpanda_kafka_max_offset'],
  // CloudNativePG, its collector and its default queries.
  postgres: [
    'cnpg_collector_up',
    'cnpg_collector_last_available_backup_timestamp',
    'cnpg_pg_stat_archiver_archived_count',
    'cnpg_pg_stat_archiver_failed_count',
    'cnpg_pg_database_size_bytes',
    'cnpg_backends_total',
  ],
  traefik: ['traefik_entrypoint_requests_total', 'traefik_entrypoint_request_duration_seconds_bucket'],
  certManager: ['certmanager_certificate_expiration_timestamp_seconds'],
} as const
