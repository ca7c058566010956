import { monitoringPorts } from './ports.ts'

/** Loki in one process, on a folder that goes with its pod. */
export function lokiConfig(days: number): string {
  const config = {
    auth_enabled: false,
    server: { http_listen_port: monitoringPorts.loki, log_level: 'warn', grpc_listen_port: 9095 },
    common: {
      instance_addr: '127.0.0.1',
      path_prefix: '/loki',
      storage: { filesystem: { chunks_directory: '/loki/chunks', rules_directory: '/loki/rules' } },
      replication_factor: 1,
      ring: { kvstore: { store: 'inmemory' } },
    },
    schema_config: {
      configs: [
        {
          from: '2026-01-01',
          store: 'tsdb',
          object_store: 'filesystem',
          schema: 'v13',
          index: { prefix: 'index_', period: '24h' },
        },
      ],
    },
    limits_config: {
      retention_period: `${days * 24}h`,
      ingestion_rate_mb: 2,
      ingestion_burst_size_mb: 4,
      max_global_streams_per_user: 500,
      allow_structured_metadata: true,
      volume_enabled: true,
    },
    compactor: {
      working_directory: '/loki/compactor',
      retention_enabled: true,
      delete_request_store: 'filesystem',
    },
    analytics: { reporting_enabled: false },
  }
  return JSON.stringify(config, null, 2)
}

/**
 * Every container's lines to Loki. Labels are few (namespace, app, level), as each combination is a stream; the trace
 * id is found inside the line. Where a line came from stands in the name of its file: nothing is asked of the API.
 */
export function shipperConfig(lokiHost: string): string {
  return `service:
  flush: 2
  log_level: warn
  http_server: on
  http_listen: 0.0.0.0
  http_port: ${monitoringPorts.logs}
  storage.path: /state/buffer
  storage.max_chunks_up: 16
  parsers_file: /fluent-bit/config/parsers.yaml
pipeline:
  inputs:
    - name: tail
      tag: pod.*
      path: /var/log/containers/*.log
      path_key: file
      multiline.parser: cri
      db: /state/positions.db
      mem_buf_limit: 8MB
      skip_long_lines: on
      storage.type: filesystem
  filters:
    - name: parser
      match: pod.*
      key_name: file
      parser: file
      reserve_data: on
    - name: parser
      match: pod.*
      key_name: log
      parser: line
      reserve_data: on
      preserve_key: on
    - name: modify
      match: pod.*
      remove: file
  outputs:
    - name: loki
      match: pod.*
      host: ${lokiHost}
      port: ${monitoringPorts.loki}
      labels: job=containers, namespace=$namespace, app=$container, level=$level
      structured_metadata: pod=$pod, trace_id=$traceId
      line_format: key_value
      drop_single_key: raw
      remove_keys: namespace,container,pod,container_id,level,traceId,time,stream,_p
      storage.total_limit_size: 64M
      retry_limit: 5
`
}

export const shipperParsers = `parsers:
  - name: file
    format: regex
    regex: '^/var/log/containers/(?<pod>[^_]+)_(?<namespace>[^_]+)_(?<container>.+)-(?<container_id>[0-9a-f]{64})\\.log$'
  - name: line
    format: regex
    regex: '(?:"level":"|\\blevel=)(?<level>[a-z]+)(?:.*"traceId":"(?<traceId>[0-9a-f]{32})")?'
`
