import type * as pulumi from '@pulumi/pulumi'
import { namespaces } from '../namespaces.ts'
import type { Access } from '../settings-schema.ts'
import type { ChartDefinition } from './chart.ts'
import { certificateSecret, gatewayName } from './ingress.ts'
import type { Manifest } from './manifest.ts'

const namespace = namespaces.ingress.name
const issuer = 'todo'
const localAuthority = 'todo-local-authority'
const letsEncrypt = 'https://acme-v02.api.letsencrypt.org/directory'

/** A rollout without a second pod, for which requests would have to be kept free: certificates can wait. */
const inPlace = { type: 'RollingUpdate', rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } }

export function certManagerChart(): ChartDefinition {
  const resources = { requests: { cpu: '10m', memory: '48Mi' }, limits: { cpu: '500m', memory: '192Mi' } }
  return {
    chart: 'certManager',
    namespace: 'certificates',
    values: {
      crds: { enabled: true, keep: false },
      config: {
        apiVersion: 'controller.config.cert-manager.io/v1alpha1',
        kind: 'ControllerConfiguration',
        enableGatewayAPI: true,
      },
      strategy: inPlace,
      resources,
      webhook: { strategy: inPlace, resources },
      cainjector: { strategy: inPlace, resources: { ...resources, requests: { cpu: '10m', memory: '64Mi' } } },
      startupapicheck: { enabled: false },
    },
  }
}

export type CertificateOptions = {
  access: Exclude<Access, { mode: 'localhost' }>
  address?: pulumi.Output<string> | undefined
}

/** Who signs, and what for. On a name or address of the internet it is Let's Encrypt, on one's own machine oneself. */
export function certificateManifests({ access, address }: CertificateOptions): Manifest[] {
  switch (access.mode) {
    case 'local-ca':
      return [...localIssuers(), certificate({ dnsNames: [access.host] })]
    case 'domain':
      return [acmeIssuer({ email: access.email }), certificate({ dnsNames: [access.host] })]
    case 'ip':
      // Addresses get certificates of six days only, which have a profile of their own.
      return [
        acmeIssuer({ email: access.email, profile: 'shortlived' }),
        certificate({ ipAddresses: [address ?? ''], duration: '160h', renewBefore: '64h' }),
      ]
    default:
      return access satisfies never
  }
}

function certificate(of: Record<string, unknown>): Manifest {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: 'todo', namespace },
    spec: {
      secretName: certificateSecret,
      issuerRef: { kind: 'Issuer', name: issuer },
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Always' },
      ...of,
    },
  }
}

function acmeIssuer({ email, profile }: { email?: string | undefined; profile?: string }): Manifest {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name: issuer, namespace },
    spec: {
      acme: {
        server: letsEncrypt,
        ...(email === undefined ? {} : { email }),
        ...(profile === undefined ? {} : { profile }),
        privateKeySecretRef: { name: 'todo-acme-account' },
        solvers: [
          {
            http01: {
              gatewayHTTPRoute: {
                parentRefs: [{ kind: 'Gateway', name: gatewayName, namespace, sectionName: 'http' }],
              },
            },
          },
        ],
      },
    },
  }
}

/** An authority of one's own: browsers trust it once its certificate is taken over. */
function localIssuers(): Manifest[] {
  const signer = (name: string, spec: Record<string, unknown>): Manifest => ({
    apiVersion: 'cert-manager.io/v1',
    kind: 'Issuer',
    metadata: { name, namespace },
    spec,
  })
  const authority: Manifest = {
    apiVersion: 'cert-manager.io/v1',
    kind: 'Certificate',
    metadata: { name: localAuthority, namespace },
    spec: {
      isCA: true,
      commonName: 'todo-chatbot local authority',
      secretName: localAuthority,
      duration: '87600h',
      privateKey: { algorithm: 'ECDSA', size: 256, rotationPolicy: 'Never' },
      issuerRef: { kind: 'Issuer', name: 'self-signed' },
    },
  }
  return [signer('self-signed', { selfSigned: {} }), authority, signer(issuer, { ca: { secretName: localAuthority } })]
}
