import { type Alert, appearedOrRisen } from './alert.ts'

/** The way of events: outbox, broker, consumers. */
export const eventAlerts: readonly Alert[] = [
  {
    name: 'OutboxStuck',
    severity: 'critical',
    expr: 'max(outbox_oldest_seconds) > 120',
    for: '2m',
    summary: 'Events do not reach the broker',
    description:
      'The oldest event has waited for {{ $value | humanizeDuration }}: reminders and updates of other devices wait along.',
  },
  {
    name: 'EventLag',
    severity: 'warning',
    expr: 'max by (topic, consumer) (event_lag) > 100 and max by (topic, consumer) (delta(event_lag[10m])) >= 0',
    for: '10m',
    summary: '{{ $labels.consumer }} does not keep up',
    description:
      '{{ $value | humanize }} events of {{ $labels.topic }} wait for {{ $labels.consumer }}, and they do not become fewer.',
  },
  {
    name: 'DeadLetters',
    severity: 'warning',
    // A broker that is away answers nothing: what was known of it last stands, so that nobody is told all is well.
    expr: '(max by (topic) (dead_letters) or max by (topic) (last_over_time(dead_letters[1h]))) > 0',
    for: '1m',
    summary: 'Events were given up',
    description:
      '{{ $value | humanize }} events of {{ $labels.topic }} lie in the dead letters. They can be delivered again.',
  },
  {
    name: 'SidecarComponentFailed',
    severity: 'critical',
    expr: `sum by (app_id, componentName) (${appearedOrRisen('dapr_runtime_component_init_fail_total', '10m')}) > 0`,
    for: '1m',
    summary: 'A sidecar could not start {{ $labels.componentName }}',
    description: 'The sidecar of {{ $labels.app_id }} failed to set up {{ $labels.componentName }}.',
  },
]
