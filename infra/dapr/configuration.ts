import { secretNames } from '../../src/domain/environment.ts'
import {
  type AppId,
  appIds,
  components,
  invocations,
  publicPrefix,
  publisher,
  stateUsers,
} from '../../src/domain/topology.ts'
import type { AccessPolicy, ApiRule, Configuration } from './objects.ts'
import { type DaprSettings, trustDomain } from './settings.ts'

/** The name of an app's configuration. */
export const configurationName = (app: AppId): string => `${app}-sidecar`

/** What an app's sidecar lets others call, lets its app read and use, and tells of itself. */
export function daprConfiguration(app: AppId, settings: DaprSettings): Configuration {
  const { namespace, traces, addresses } = settings
  return {
    apiVersion: 'dapr.io/v1alpha1',
    kind: 'Configuration',
    metadata: { name: configurationName(app) },
    spec: {
      accessControl: { defaultAction: 'deny', trustDomain, policies: accessPolicies(app, namespace) },
      secrets: {
        scopes: [
          { storeName: components.secrets, defaultAccess: 'deny', allowedSecrets: secretNames[app] },
          // Kubernetes sidecars bring this store of their own.
          { storeName: 'kubernetes', defaultAccess: 'deny', allowedSecrets: [] },
        ],
      },
      api: { allowed: allowedApis(app), denied: deniedApis },
      tracing: {
        // Nought would also stop traces from being passed on, which logs name.
        samplingRate: String(traces?.share ?? 0.0001),
        ...(traces && { otel: { endpointAddress: traces.collector, protocol: 'grpc', isSecure: false } }),
      },
      // Paths as labels would make a series of each.
      metrics: { enabled: true, recordErrorCodes: true, http: { increasedCardinality: false } },
      ...(addresses && { nameResolution: resolveBy(addresses) }),
    },
  }
}

/** Who may call which route of `app`: only `server` is called, its own routes by those that the topology names. */
function accessPolicies(app: AppId, namespace: string): AccessPolicy[] {
  if (app !== 'server') return []
  return appIds
    .filter((caller) => caller !== app)
    .map((caller) => ({
      appId: caller,
      defaultAction: 'deny',
      trustDomain,
      namespace,
      operations: [
        ...(caller === 'web' ? [{ name: `${publicPrefix}**`, httpVerb: ['*'], action: 'allow' } as const] : []),
        ...Object.values(invocations)
          .filter(({ callers }) => (callers as readonly AppId[]).includes(caller))
          .map(({ route }) => ({ name: route, httpVerb: ['POST'], action: 'allow' }) as const),
      ],
    }))
}

export type Api = 'metadata' | 'invoke' | 'publish' | 'state' | 'secrets'

/** What an app may ask of its sidecar besides health, which is open to all; the rest is not even there. */
export function apisOf(app: AppId): Api[] {
  const secrets: readonly string[] = secretNames[app]
  return [
    'metadata',
    ...(app === 'server' ? [] : (['invoke'] as const)),
    ...(app === publisher ? (['publish'] as const) : []),
    ...(stateUsers.includes(app) ? (['state'] as const) : []),
    ...(secrets.length > 0 ? (['secrets'] as const) : []),
  ]
}

const http = (name: string, version = 'v1'): ApiRule => ({ name, version, protocol: 'http' })

function allowedApis(app: AppId): ApiRule[] {
  const apis = apisOf(app)
  return [
    ...apis.map((name) => http(name)),
    // In bulk.
    ...(apis.includes('publish') ? [http('publish', 'v1alpha1')] : []),
    // Of gRPC nothing is used, but an empty list would allow all of it.
    { name: 'metadata', version: 'v1', protocol: 'grpc' },
  ]
}

const deniedApis = [http('shutdown')]

/** A template of Go that maps app-ids to addresses: with it the resolver of Kubernetes works outside of it. */
function resolveBy(addresses: Readonly<Record<AppId, string>>) {
  const cases = appIds.map((app) => `{{if eq .ID "${app}"}}${addresses[app]}{{end}}`)
  return { component: 'kubernetes', version: 'v1', configuration: { template: cases.join('') } } as const
}
