import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { projectRoot } from '../../src/local/settings.ts'
import { commandsOf } from './guide-commands.ts'

const read = (path: string): string => readFileSync(join(projectRoot, path), 'utf8')
const guides = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', ...globSync('docs/*.md', { cwd: projectRoot })]
const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'))
/** What a script hands on to a program that is not ours. */
const ofOthers: Record<string, RegExp> = {
  up: /^--(stack|yes)$/,
  preview: /^--stack$/,
  'test:e2e': /^--project/,
  start: /^--demo$/,
  admin: /^--help$/,
  golden: /./,
}

test('commands are found in blocks, in tables and behind variables', () => {
  const markdown =
    'x `A=1 npm run topics -- --check`\n\n```sh\nnpm start\nnpm run release -- list --stack oke\nls\n```\n'
  expect(commandsOf(markdown).map(({ script, arguments: given }) => [script, ...given].join(' '))).toEqual([
    'start',
    'release list --stack oke',
    'topics --check',
  ])
})

/** The sources that a script starts, with what they import below their folder of the same purpose. */
function sourcesOf(script: string): string {
  const files = [...(scripts[script] ?? '').matchAll(/\S+\.(?:ts|mjs)/g)].map(([file]) => file)
  const imported = files.flatMap((file) =>
    [...read(file).matchAll(/from '(\.\.?\/[^']+)'/g)].map(([, path = '']) => join(dirname(file), path)),
  )
  return [...files, ...imported]
    .filter((file) => existsSync(join(projectRoot, file)))
    .map(read)
    .join('\n')
}

describe.each(guides)('%s', (guide) => {
  test('names scripts and options that there are', () => {
    for (const { text, script, arguments: given } of commandsOf(read(guide))) {
      expect(Object.keys(scripts), text).toContain(script)
      const options = given.filter((word) => /^--[a-z]/.test(word)).map((word) => word.split('=')[0] ?? word)
      const unknown = options.filter((option) => !ofOthers[script]?.test(option))
      const sources = unknown.length === 0 ? '' : sourcesOf(script)
      for (const option of unknown) expect(sources, text).toMatch(new RegExp(`\\b'?${option.slice(2)}'?\\b`))
    }
  })

  test('links to files that there are', () => {
    const links = [...read(guide).matchAll(/\]\((?!https?:|#)([^)#]+)(?:#[^)]*)?\)/g)].map(([, path = '']) => path)
    for (const link of links) expect(existsSync(join(projectRoot, dirname(guide), link)), link).toBe(true)
  })
})

test('troubleshooting has at least 25 entries, each with its remedy', () => {
  const rows = read('docs/troubleshooting.md')
    .split('\n')
    .filter((line) => /^\| \d+ \|/.test(line))
  expect(rows.length).toBeGreaterThanOrEqual(25)
  for (const row of rows) expect(row.replaceAll('\\|', '').split('|').at(-2)?.trim(), row).not.toBe('')
})
