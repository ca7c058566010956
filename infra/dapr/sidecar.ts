import type { AppId } from '../../src/domain/topology.ts'
import { configurationName } from './configuration.ts'

/** What a sidecar is started with beyond its objects, by the names of Dapr's annotations without their `dapr.io/`. */
type SidecarSettings = Record<string, string>

const everySidecar: SidecarSettings = {
  'app-protocol': 'http',
  // An export answers with more than the usual 4 MB.
  'max-body-size': '16Mi',
  'read-buffer-size': '16Ki',
  'graceful-shutdown-seconds': '20',
  'disable-builtin-k8s-secret-store': 'true',
  'log-as-json': 'true',
  // Subscriptions are declared; nothing is asked of the app but its work.
  'disable-init-endpoints': 'config,subscribe',
}

/** Annotations of the pods of an app; tokens, ports and resources are the workload's. */
export function sidecarAnnotations(app: AppId): Record<string, string> {
  const settings = {
    enabled: 'true',
    'app-id': app,
    config: configurationName(app),
    // No scheduler and no placement: neither jobs nor actors are used.
    'scheduler-host-address': '',
    'placement-host-address': '',
    ...everySidecar,
  }
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`dapr.io/${name}`, value]))
}

/** Arguments of `daprd` for an app outside of Kubernetes. */
export function sidecarArguments(app: AppId): string[] {
  const settings = {
    'app-id': app,
    'scheduler-host-address': '',
    'placement-host-address': '',
    ...everySidecar,
  }
  return Object.entries(settings).map(([name, value]) => `--${flagOf(name)}=${value}`)
}

const flagOf = (annotation: string): string =>
  annotation === 'graceful-shutdown-seconds' ? 'dapr-graceful-shutdown-seconds' : annotation
