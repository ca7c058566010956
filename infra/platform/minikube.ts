import * as kubernetes from '@pulumi/kubernetes'
import type { MinikubeSettings } from '../settings-schema.ts'
import type { Platform } from './platform.ts'

/**
 * A cluster that is there already, on the contributor's machine: images are loaded into it, its own add-ons enforce
 * network policies and measure, and requests come in by a port of the machine.
 */
export function createMinikube({ minikube, access }: MinikubeSettings): Platform {
  const { context, architecture, storageClass, loadImage } = minikube
  return {
    provider: new kubernetes.Provider('kubernetes', { context, enableServerSideApply: true }),
    architecture,
    loadImage: loadImage ?? ['minikube', '--profile', context, 'image', 'load'],
    ...(storageClass === undefined ? {} : { storageClass }),
    smallestVolumeGb: 1,
    entrance: {
      serviceType: access.mode === 'localhost' ? 'ClusterIP' : 'LoadBalancer',
      annotations: {},
      trustedProxies: [],
    },
    // Minikube's own port; its address differs from machine to machine.
    kubernetesApi: { cidr: '0.0.0.0/0', port: 8443 },
    lacks: { networkPolicyEngine: false, metricsServer: minikube.metricsServer === 'chart' },
    kubeconfigCommand: `kubectl config use-context ${context}`,
  }
}
