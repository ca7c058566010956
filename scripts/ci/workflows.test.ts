import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { charts, kubernetesVersion } from '../../infra/versions.ts'
import { projectRoot } from '../../src/local/settings.ts'
import { requiredSecrets } from './required-secrets.ts'

const folder = join(projectRoot, '.github/workflows')
const workflows = readdirSync(folder).map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') }))
const manifest: { scripts: Record<string, string>; dependencies: Record<string, string> } = JSON.parse(
  readFileSync(join(projectRoot, 'package.json'), 'utf8'),
)
const matches = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, found = '']) => found)
const text = (name: string): string => workflows.find(({ file }) => file === `${name}.yaml`)?.text ?? ''

test('there are these, and no others', () => {
  const names = ['backup-check', 'capacity', 'ci', 'deploy', 'preview', 'rollback']
  expect(workflows.map(({ file }) => file).sort()).toEqual(names.map((name) => `${name}.yaml`))
})

describe.each(workflows)('$file', ({ file, text: workflow }) => {
  test('calls package scripts alone, and such as there are', () => {
    const commands = matches(workflow, /^\s*(?:- )?run: (.+)$/gm)
    expect(commands.length).toBeGreaterThan(0)
    expect(workflow).not.toMatch(/run: [|>]/)
    for (const command of commands) {
      if (command === 'npm ci') continue
      const [, script = ''] = /^npm (?:run )?([\w:-]+)/.exec(command) ?? []
      expect(Object.keys(manifest.scripts), command).toContain(script)
      expect(command, 'one command').not.toMatch(/&&|\|\||;|\$\{\{/)
    }
  })

  test('pins every action by its commit, with its version beside it', () => {
    const used = matches(workflow, /uses: (.+)$/gm)
    expect(used.length).toBeGreaterThan(0)
    for (const one of used) expect(one).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/)
  })

  test('gives no right that no job needs, and ends by itself', () => {
    expect(workflow).toMatch(/^permissions: \{\}$/m)
    const jobs = matches(workflow, /^ {2}([\w-]+):\n(?: {4}.*\n)* {4}runs-on:/gm)
    const times = (pattern: RegExp): number => matches(workflow, pattern).length
    expect(jobs.length).toBeGreaterThan(0)
    expect(times(/^ {4}(timeout-minutes): \d+$/gm)).toBe(jobs.length)
    expect(times(/^ {4}(permissions):$/gm)).toBe(jobs.length)
    expect(times(/(actions\/checkout)@/g)).toBe(times(/(persist-credentials: false)/g))
    expect(workflow).toMatch(/^concurrency:$/m)
    const rights = matches(workflow, /^ {6}([\w-]+: (?:read|write))/gm)
    const extra = rights.filter((right) => right !== 'contents: read')
    const expected: Record<string, string[]> = {
      'deploy.yaml': ['packages: write', 'packages: read'],
      'preview.yaml': ['pull-requests: write'],
    }
    expect(extra).toEqual(expected[file] ?? [])
  })

  test('never runs what others wrote with secrets at hand', () => {
    expect(workflow).not.toMatch(/pull_request_target|workflow_run|issue_comment/)
    if (workflow.includes('pull_request:') && workflow.includes('secrets.')) {
      expect(workflow).toContain('head.repo.full_name == github.repository')
    }
  })

  test('hands over every secret that is needed and says first which is missing', () => {
    if (!workflow.includes('environment: oke')) return
    for (const name of Object.keys(requiredSecrets)) expect(workflow).toContain(`${name}: \${{ secrets.${name} }}`)
    const job = workflow.slice(workflow.indexOf('environment: oke'))
    expect(matches(job, /^\s*(?:- )?run: (.+)$/gm)[0]).toBe('npm run ci -- secrets')
  })
})

describe('versions that stand elsewhere too', () => {
  test("Pulumi's command is of the release of its library", () => {
    for (const { text: workflow } of workflows) {
      for (const version of matches(workflow, /pulumi-version: (\S+)/g)) {
        expect(version).toBe(manifest.dependencies['@pulumi/pulumi'])
      }
    }
  })

  test('the broker and the cluster are those of the program', () => {
    expect(text('ci')).toContain(`redpandadata/redpanda:${charts.redpanda.app}`)
    expect(text('deploy')).toContain(`kubernetes-version: ${kubernetesVersion}`)
  })
})

test('whatever changes the cluster waits for whatever else does', () => {
  for (const name of ['deploy', 'rollback', 'capacity', 'backup-check']) {
    expect(text(name)).toMatch(/^concurrency:\n {2}group: deploy\n {2}cancel-in-progress: false$/m)
  }
})
