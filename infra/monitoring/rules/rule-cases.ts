/**
 * Cases for the real engine: what makes an alert fire, and what must not. `series` are written as promtool takes them;
 * with one value a minute. An alert without both fails a test.
 */
export type RuleCase = { alert: string; fires: boolean; at: string; series: Record<string, string> }

const ready = (app: string, check: string) => `ready_check{app="${app}", check="${check}"}`
const bothReady = { [ready('web', 'sidecar')]: '1x60', [ready('server', 'sidecar')]: '1x60' }
const lateness = (le: string) => `reminder_lateness_seconds_bucket{le="${le}"}`
const failed = (outcome: string) => `rpc_calls_total{procedure="tasks.list", outcome="${outcome}"}`
const delivery = (outcome: string) => `deliveries_total{channel="email", outcome="${outcome}"}`
const lag = 'event_lag{topic="reminders", consumer="notifications"}'
const started = 'container_start_time_seconds{namespace="todo-app", pod="server-1", container="server"}'
const node = (name: string, more = '') => `${name}{node="n1"${more}}`
const volume = (name: string) => `kubelet_volume_stats_${name}_bytes{persistentvolumeclaim="postgres-1"}`
const componentFailed = 'dapr_runtime_component_init_fail_total{app_id="server", componentName="pubsub"}'
const certificate = 'certmanager_certificate_expiration_timestamp_seconds{name="todo"}'
const backup = 'cnpg_collector_last_available_backup_timestamp{pod="postgres-1"}'
const archived = 'cnpg_pg_stat_archiver_archived_count{pod="postgres-1"}'
const sent = 'container_network_transmit_bytes_total{id="/", interface="eth0", node="n1"}'

type Pair = { fires: Record<string, string>; quiet: Record<string, string>; at?: string }

const pairs: Readonly<Record<string, Pair>> = {
  SiteDown: {
    fires: { [ready('web', 'sidecar')]: '1x60', [ready('server', 'sidecar')]: '1x10 0x50' },
    // One of two replicas is enough.
    quiet: { ...bothReady, 'ready_check{app="server", check="sidecar", pod="b"}': '0x60' },
  },
  DatabaseDown: {
    fires: { [ready('server', 'database')]: '0x60', 'up{job="app", app="server"}': '1x60' },
    quiet: { [ready('server', 'database')]: '1x60', 'up{job="app", app="server"}': '1x60' },
  },
  RemindersLate: {
    // A new pod has delivered what fell due before it was first asked.
    fires: { [lateness('60.0')]: '_x45 1x15', reminder_lateness_seconds_count: '_x45 4x15' },
    quiet: { [lateness('60.0')]: '0+2x60', reminder_lateness_seconds_count: '0+2x60' },
  },
  CallsFail: {
    fires: { [failed('ok')]: '0+50x60', [failed('internal')]: '0+5x60' },
    // What a user did wrong is no failure of ours.
    quiet: { [failed('ok')]: '0+50x60', [failed('invalid_input')]: '0+50x60' },
  },
  DeliveriesFail: {
    fires: { [delivery('failed')]: '0+1x90', [delivery('delivered')]: '0+0x90' },
    quiet: { [delivery('failed')]: '0+1x90', [delivery('delivered')]: '0+10x90' },
    at: '80m',
  },
  OutboxStuck: { fires: { outbox_oldest_seconds: '0+60x60' }, quiet: { outbox_oldest_seconds: '5x60' } },
  EventLag: {
    fires: { [lag]: '0+20x60' },
    // Many, but they become fewer.
    quiet: { [lag]: '9000-100x60' },
  },
  DeadLetters: {
    fires: { 'dead_letters{topic="reminders"}': '0x20 1x10 _x30' },
    // Delivered again since; the server that still counted them is gone.
    quiet: {
      'dead_letters{topic="reminders", pod="a"}': '1x20',
      'dead_letters{topic="reminders", pod="b"}': '_x20 0x40',
    },
  },
  SidecarComponentFailed: {
    // Seen of daprd: what it counts is there from the first failure on, and stays as it is.
    fires: { [componentFailed]: '_x45 2x20' },
    quiet: { [componentFailed]: '2x60' },
  },
  CrashLoop: { fires: { [started]: '0+120x60' }, quiet: { [started]: '1000x50 2000x10' } },
  MemoryShort: {
    fires: { [node('node_memory_working_set_bytes')]: '95x60', [node('machine_memory_bytes')]: '100x60' },
    quiet: { [node('node_memory_working_set_bytes')]: '60x60', [node('machine_memory_bytes')]: '100x60' },
  },
  DiskFilling: {
    fires: { [volume('available')]: '5x60', [volume('capacity')]: '100x60' },
    // A limit of nought is that of a file system without one.
    quiet: {
      [volume('available')]: '50x60',
      [volume('capacity')]: '100x60',
      [node('container_fs_usage_bytes', ', id="/", device="shm"')]: '5x60',
      [node('container_fs_limit_bytes', ', id="/", device="shm"')]: '0x60',
    },
  },
  CertificateExpiring: { fires: { [certificate]: '90000x60' }, quiet: { [certificate]: '400000x60' } },
  BackupMissing: {
    // There has never been one.
    fires: { [backup]: '0x3000' },
    quiet: { [backup]: '0+60x3000' },
    at: '2400m',
  },
  NearFreeEgress: {
    fires: { [sent]: '0+200000000x1600', 'container_network_transmit_bytes_total{id="/", interface="lo"}': '0+1x1600' },
    // What stays on the node costs nothing.
    quiet: { 'container_network_transmit_bytes_total{id="/", interface="lo", node="n1"}': '0+900000000x1600' },
    at: '1560m',
  },
  NearFreeObjectRequests: { fires: { [archived]: '0+1x1600' }, quiet: { [archived]: '0+0.1x1600' }, at: '1560m' },
  IdleReclaim: {
    fires: {
      [node('node_cpu_usage_seconds_total')]: '0+6x9000',
      [node('machine_cpu_cores')]: '2x9000',
      [node('node_memory_working_set_bytes')]: '10x9000',
      [node('machine_memory_bytes')]: '100x9000',
    },
    // Idle, but with a third of its memory in use.
    quiet: {
      [node('node_cpu_usage_seconds_total')]: '0+6x9000',
      [node('machine_cpu_cores')]: '2x9000',
      [node('node_memory_working_set_bytes')]: '34x9000',
      [node('machine_memory_bytes')]: '100x9000',
    },
    at: '8820m',
  },
  MonitoringIncomplete: {
    fires: { 'up{job="redpanda", instance="a"}': '0x60' },
    quiet: { 'up{job="app", instance="a"}': '0x60', 'up{job="app", instance="b"}': '1x60' },
  },
}

export const ruleCases: readonly RuleCase[] = Object.entries(pairs).flatMap(([alert, { fires, quiet, at = '50m' }]) => [
  { alert, fires: true, at, series: fires },
  { alert, fires: false, at, series: quiet },
])
