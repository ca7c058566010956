import * as kubernetes from '@pulumi/kubernetes'
import type * as pulumi from '@pulumi/pulumi'

/** A custom resource as data. */
export type Manifest = {
  apiVersion: string
  kind: string
  metadata: { name: string; namespace?: string; labels?: Record<string, string>; annotations?: Record<string, string> }
  spec: Record<string, unknown>
}

/** Makes `manifest`; its name in the stack tells kind and name. */
export function applyManifest(
  { metadata, ...rest }: Manifest,
  opts: pulumi.CustomResourceOptions,
): kubernetes.apiextensions.CustomResource {
  const name = `${rest.kind.toLowerCase()}-${metadata.name}`
  return new kubernetes.apiextensions.CustomResource(name, { ...rest, metadata }, opts)
}
