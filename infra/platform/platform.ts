import type * as kubernetes from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'
import type { ImageTarget } from '../image-targets.ts'

/** Where images are pushed to and pulled from. */
export type ImageRegistry = {
  /** Repository of a target, without tag. */
  repositoryOf: (target: ImageTarget) => pulumi.Output<string>
  credentials?: RegistryCredentials
  /** What has to be there before the first push. */
  ready: pulumi.Resource[]
}

export type RegistryCredentials = {
  server: string
  username: pulumi.Input<string>
  password: pulumi.Output<string>
}

/** An S3-compatible bucket for backups of the database. */
export type BackupStore = {
  bucket: pulumi.Output<string>
  endpoint: pulumi.Output<string>
  region: string
  accessKeyId: pulumi.Output<string>
  secretAccessKey: pulumi.Output<string>
}

/** How requests from outside get in. */
export type Entrance = {
  /** Annotations and settings of the Service that Traefik listens behind. */
  annotations: Record<string, pulumi.Input<string>>
  serviceType: 'LoadBalancer' | 'ClusterIP'
  /** Who may name the client in a PROXY header: the balancer's addresses. */
  trustedProxies: readonly string[]
  /** The address that stays; undefined where there is none. */
  address?: pulumi.Output<string>
}

/**
 * A cluster and what surrounds it. It is chosen once; nothing else asks which stack it runs in.
 */
export type Platform = {
  /** Ready, and removed, with what it needs: nodes come before Kubernetes objects and go after them. */
  provider: kubernetes.Provider
  architecture: 'amd64' | 'arm64'
  /** Undefined: images are loaded into the cluster, and never pulled. */
  registry?: ImageRegistry
  /** Command that loads an image of this machine into the cluster; the image's name is appended. */
  loadImage?: readonly string[]
  /** Undefined: the cluster's default. */
  storageClass?: string
  /** The smallest volume the platform makes; a smaller claim gets this. */
  smallestVolumeGb: number
  entrance: Entrance
  backups?: BackupStore
  /** Where pods reach the Kubernetes API. */
  kubernetesApi: { cidr: string; port: number }
  /** What the cluster lacks and the program has to bring. */
  lacks: { networkPolicyEngine: boolean; metricsServer: boolean }
  /** A kubeconfig for the cluster that this program makes. */
  clusterAccess?: pulumi.Output<string>
  /** A command that writes a kubeconfig for people. */
  kubeconfigCommand: string
}
