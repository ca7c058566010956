import { namespaces } from '../namespaces.ts'
import type { Entrance } from '../platform/platform.ts'
import type { ChartDefinition } from './chart.ts'
import type { Manifest } from './manifest.ts'

export const gatewayName = 'todo'
export const certificateSecret = 'todo-certificate'

/** Traefik's entry points; Gateway listeners have to name these ports. */
export const ports = { http: 8000, https: 8443 } as const

/**
 * Traefik, with Gateway API. The client's address comes by the balancer's PROXY header, which only the balancer may
 * send; `X-Forwarded-For` of clients is thrown away and written anew.
 */
export function traefikChart({ annotations, serviceType, address, trustedProxies }: Entrance): ChartDefinition {
  const entryPoint = {
    proxyProtocol: { trustedIPs: [...trustedProxies] },
    forwardedHeaders: { trustedIPs: [], insecure: false },
    // Event streams live as long as the page is open.
    transport: { respondingTimeouts: { readTimeout: '60s', writeTimeout: '0s', idleTimeout: '180s' } },
  }
  return {
    chart: 'traefik',
    namespace: 'ingress',
    values: {
      global: { checkNewVersion: false, sendAnonymousUsage: false },
      api: { dashboard: false },
      ingressClass: { enabled: false },
      gateway: { enabled: false },
      gatewayClass: { enabled: true, name: 'traefik' },
      providers: {
        kubernetesGateway: { enabled: true },
        kubernetesIngress: { enabled: false },
        // Compression is a middleware, which Gateway API refers to.
        kubernetesCRD: { enabled: true },
      },
      ports: { web: { port: ports.http, ...entryPoint }, websecure: { port: ports.https, ...entryPoint } },
      service: {
        type: serviceType,
        annotations,
        spec: { externalTrafficPolicy: 'Local', ...(address === undefined ? {} : { loadBalancerIP: address }) },
      },
      resources: { requests: { cpu: '40m', memory: '96Mi' }, limits: { cpu: '1', memory: '256Mi' } },
      podSecurityContext: {
        runAsNonRoot: true,
        runAsUser: 65_532,
        runAsGroup: 65_532,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      log: { format: 'json', level: 'WARN' },
    },
  }
}

export type RouteOptions = { hostname?: string | undefined }

/** The way from the two ports to web: HTTP only redirects, and lets certificate challenges by. */
export function ingressManifests({ hostname }: RouteOptions): Manifest[] {
  const app = namespaces.app.name
  const ingress = namespaces.ingress.name
  const parent = (sectionName: string) => [{ name: gatewayName, namespace: ingress, sectionName }]
  const names = hostname === undefined ? {} : { hostnames: [hostname] }
  const fromOurs = {
    namespaces: { from: 'Selector', selector: { matchLabels: { 'app.kubernetes.io/part-of': 'todo-chatbot' } } },
  }
  return [
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'Gateway',
      metadata: { name: gatewayName, namespace: ingress },
      spec: {
        gatewayClassName: 'traefik',
        listeners: [
          { name: 'http', port: ports.http, protocol: 'HTTP', allowedRoutes: fromOurs },
          {
            name: 'https',
            port: ports.https,
            protocol: 'HTTPS',
            tls: { mode: 'Terminate', certificateRefs: [{ kind: 'Secret', name: certificateSecret }] },
            allowedRoutes: fromOurs,
          },
        ],
      },
    },
    {
      apiVersion: 'traefik.io/v1alpha1',
      kind: 'Middleware',
      metadata: { name: 'compress', namespace: app },
      // A compressed event stream would reach the page in lumps.
      spec: { compress: { excludedContentTypes: ['text/event-stream'] } },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'web', namespace: app },
      spec: {
        parentRefs: parent('https'),
        ...names,
        rules: [
          {
            filters: [
              { type: 'ExtensionRef', extensionRef: { group: 'traefik.io', kind: 'Middleware', name: 'compress' } },
            ],
            backendRefs: [{ name: 'web', port: 80 }],
          },
        ],
      },
    },
    {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: 'redirect', namespace: app },
      spec: {
        parentRefs: parent('http'),
        ...names,
        rules: [
          { filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', port: 443, statusCode: 301 } }] },
        ],
      },
    },
  ]
}
