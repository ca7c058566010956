import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { appIds } from '../../src/domain/topology.ts'
import { renderFiles } from './render-files.ts'
import type { DaprSettings } from './settings.ts'
import { sidecarAnnotations, sidecarArguments } from './sidecar.ts'

const settings: DaprSettings = {
  broker: { addresses: ['127.0.0.1:9092'], tls: false },
  secretStore: { kind: 'file', file: '/run/secrets.json' },
  namespace: 'local',
  addresses: { web: 'a:1', server: 'a:2', notifications: 'a:3', recurring: 'a:4' },
}

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'todo-chatbot-render-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

test('every object has its file, and what was there before is gone', async () => {
  const folder = await emptyFolder()
  const files = await renderFiles(folder, settings)
  await writeFile(join(files.resources, 'component-old.yaml'), '{}')
  await renderFiles(folder, settings)
  expect((await readdir(files.resources)).sort()).toEqual([
    'component-pubsub.yaml',
    'component-purge-expired.yaml',
    'component-reminder-sweep.yaml',
    'component-secrets.yaml',
    'component-statestore.yaml',
    'resiliency-consumers.yaml',
    'resiliency-publisher.yaml',
    'subscription-notifications-deliveries.yaml',
    'subscription-notifications-reminders.yaml',
    'subscription-recurring-task-events.yaml',
  ])
  for (const app of appIds) {
    const configuration = JSON.parse(await readFile(files.configurations[app], 'utf8'))
    expect(configuration).toMatchObject({ kind: 'Configuration', metadata: { name: `${app}-sidecar` } })
    expect(configuration.spec.nameResolution.configuration.template).toContain('{{if eq .ID "server"}}a:2{{end}}')
  }
})

test('a "$", which would be read as a variable of the environment, is refused', async () => {
  const odd = { ...settings, secretStore: { kind: 'file', file: '/home/a$b' } } as const
  await expect(renderFiles(await emptyFolder(), odd)).rejects.toThrow('Component secrets')
})

test('pods and processes start their sidecars with the same settings', () => {
  for (const app of appIds) {
    const annotations = sidecarAnnotations(app)
    for (const argument of sidecarArguments(app)) {
      const [name = '', value] = argument.slice(2).split('=')
      expect(annotations[`dapr.io/${name.replace(/^dapr-graceful/, 'graceful')}`], argument).toBe(value)
    }
  }
})
