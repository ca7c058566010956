import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { ApiServer } from './api-server.ts'

type Schema = { [key: string]: unknown }
const openApi = z.object({ definitions: z.record(z.string(), z.looseObject({})) })
const kinds = z.array(z.object({ group: z.string(), version: z.string(), kind: z.string() }))

/** Writes the schemas by which the API server describes its kinds, as kubeconform looks for them; returns the folder. */
export async function writeSchemas(server: ApiServer, folder: string): Promise<string> {
  const schemas = join(folder, 'schemas')
  mkdirSync(schemas)
  const { body } = await server.call('GET', '/openapi/v2')
  const { definitions } = openApi.parse(JSON.parse(body))
  const strict = Object.fromEntries(Object.entries(definitions).map(([name, schema]) => [name, closed(schema)]))
  writeFileSync(join(schemas, 'definitions.json'), JSON.stringify({ definitions: strict }))
  for (const [name, schema] of Object.entries(definitions)) {
    for (const { group, version, kind } of kinds.parse(schema['x-kubernetes-group-version-kind'] ?? [])) {
      const suffix = [group.split('.')[0] ?? '', version].filter((part) => part !== '').join('-')
      const text = JSON.stringify({ $ref: `definitions.json#/definitions/${name}` })
      writeFileSync(join(schemas, `${kind.toLowerCase()}-${suffix}.json`), text)
    }
  }
  return schemas
}

/** Without fields that the schema does not name, and with the one type that JSON has no word for. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed)
  if (typeof schema !== 'object' || schema === null) return schema
  const inner: Schema = Object.fromEntries(
    Object.entries(schema).map(([key, value]) => [
      key,
      typeof value === 'string' && key === '$ref' ? value.replace('#/', 'definitions.json#/') : closed(value),
    ]),
  )
  if (inner.format === 'int-or-string' || inner['x-kubernetes-int-or-string'] === true)
    return { type: ['integer', 'string'] }
  const { properties } = inner
  const isOpen = inner.additionalProperties !== undefined || inner['x-kubernetes-preserve-unknown-fields'] === true
  return typeof properties === 'object' && inner.type === 'object' && !isOpen
    ? { ...inner, additionalProperties: false }
    : inner
}
