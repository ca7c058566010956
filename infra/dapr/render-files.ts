import { mkdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type AppId, appIds } from '../../src/domain/topology.ts'
import { configurationName } from './configuration.ts'
import { daprObjects } from './dapr-objects.ts'
import type { DaprObject } from './objects.ts'
import type { DaprSettings } from './settings.ts'

export type DaprFiles = {
  /** Folder of what every sidecar loads; scopes say what is for whom. */
  resources: string
  /** File of each app's configuration. */
  configurations: Record<AppId, string>
}

/** Writes the objects to `folder`, in place of what was there, as files for sidecars outside of Kubernetes. */
export async function renderFiles(folder: string, settings: DaprSettings): Promise<DaprFiles> {
  const resources = join(folder, 'resources')
  const configurations = join(folder, 'configurations')
  for (const path of [resources, configurations]) {
    await rm(path, { recursive: true, force: true })
    await mkdir(path, { recursive: true })
  }
  for (const object of daprObjects(settings)) {
    const { kind, metadata } = object
    const file =
      kind === 'Configuration' ? configurationFile(configurations, metadata.name) : resourceFile(resources, object)
    await writeFile(file, fileText(object))
  }
  const files = appIds.map((app) => [app, configurationFile(configurations, configurationName(app))])
  return { resources, configurations: Object.fromEntries(files) }
}

const configurationFile = (folder: string, name: string) => join(folder, `${name}.yaml`)
const resourceFile = (folder: string, { kind, metadata }: DaprObject) =>
  join(folder, `${kind.toLowerCase()}-${metadata.name}.yaml`)

/** Every JSON text is YAML too. Daprd fills in variables of its environment, `$` and all: none are ours. */
function fileText(object: DaprObject): string {
  const text = JSON.stringify(object, null, 2)
  if (text.includes('$'))
    throw new Error(`A "$" in ${object.kind} ${object.metadata.name} would be read as a variable.`)
  return `${text}\n`
}
