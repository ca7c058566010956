import { z } from 'zod'

/** An object of a cluster, with where it comes from. `text` is YAML or JSON, which the API server takes alike. */
export type KubernetesObject = {
  source: string
  apiVersion: string
  kind: string
  name: string
  namespace?: string | undefined
  /** Where a chart's object goes that names no namespace. */
  defaultNamespace?: string | undefined
  text: string
}

const header = z.looseObject({
  apiVersion: z.string(),
  kind: z.string(),
  metadata: z.looseObject({ name: z.string(), namespace: z.string().optional() }),
})

/** An object from its data. */
export function objectOf(source: string, data: unknown): KubernetesObject {
  const { apiVersion, kind, metadata } = header.parse(data)
  return { source, apiVersion, kind, ...metadata, text: JSON.stringify(data) }
}

/** The objects of a YAML text of several, as Helm writes it: no keys but the top ones start a line. */
export function objectsOfYaml(source: string, yaml: string): KubernetesObject[] {
  return yaml.split(/^---.*$/m).flatMap((text) => {
    const top = (key: string): string | undefined => lineValue(new RegExp(`^${key}: *(.+)$`, 'm'), text)
    const [apiVersion, kind] = [top('apiVersion'), top('kind')]
    if (apiVersion === undefined || kind === undefined) return []
    const metadata = /^metadata:\n((?: .*\n|\n)*)/m.exec(text)?.[1] ?? ''
    const name = lineValue(/^ {2}name: *(.+)$/m, metadata) ?? ''
    return [{ source, apiVersion, kind, name, namespace: lineValue(/^ {2}namespace: *(.+)$/m, metadata), text }]
  })
}

const lineValue = (pattern: RegExp, text: string): string | undefined =>
  pattern
    .exec(text)?.[1]
    ?.trim()
    .replace(/^(["'])(.*)\1$/, '$2')

export const titleOfObject = ({ source, kind, namespace, name }: KubernetesObject): string =>
  `${source}: ${kind} ${namespace === undefined ? '' : `${namespace}/`}${name}`
