import type { KubernetesObject } from './kubernetes-object.ts'

/**
 * Definitions of kinds whose own are not at hand: they take anything, so of such an object only what all objects have
 * is judged. `known` are the kinds that the server has.
 */
export function standInDefinitions(
  objects: readonly KubernetesObject[],
  isKnown: (object: KubernetesObject) => boolean,
): KubernetesObject[] {
  const unknown = Map.groupBy(
    objects.filter((object) => object.apiVersion.includes('.') && !isKnown(object)),
    ({ apiVersion, kind }) => `${apiVersion.split('/')[0]} ${kind}`,
  )
  return [...unknown.values()].map((group) => definitionOf(group))
}

function definitionOf(objects: readonly KubernetesObject[]): KubernetesObject {
  const [{ apiVersion, kind, namespace } = { apiVersion: '', kind: '', namespace: undefined }] = objects
  const [group = ''] = apiVersion.split('/')
  const plural = pluralOf(kind.toLowerCase())
  const name = `${plural}.${group}`
  const versions = [...new Set(objects.map((object) => object.apiVersion.split('/')[1] ?? ''))]
  const definition = {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name, annotations: { 'api-approved.kubernetes.io': 'unapproved, a stand-in' } },
    spec: {
      group,
      names: { kind, plural, singular: kind.toLowerCase() },
      scope: namespace === undefined ? 'Cluster' : 'Namespaced',
      versions: versions.map((version, index) => ({
        name: version,
        served: true,
        storage: index === 0,
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      })),
    },
  }
  return {
    source: 'stand-in',
    apiVersion: definition.apiVersion,
    kind: definition.kind,
    name,
    text: JSON.stringify(definition),
  }
}

const pluralOf = (word: string): string => {
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`
  return word.endsWith('s') ? `${word}es` : `${word}s`
}
