import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { projectRoot } from '../../src/local/settings.ts'
import { toolsIn } from './tools.ts'

const words = Object.values(toolsIn('/tools')).flatMap(({ commands }) => commands.flat())

test('every tool has its version', () => {
  const installed = words.filter((word) => /^(github\.com|sigs\.k8s\.io)\//.test(word) || /^\w+[\w-]*==/.test(word))
  expect(installed).toHaveLength(7)
  for (const word of installed) expect(word).toMatch(/@(v|release-)\d|==\d/)
})

test('the linters are those of the other build machines', () => {
  const ci = readFileSync(`${projectRoot}/.ci/run`, 'utf8')
  for (const word of words.filter((one) => one.includes('=='))) expect(ci).toContain(word)
})

test('what is downloaded is held against a checksum or is the chart of a repository', () => {
  const downloads = words.filter((word) => word.endsWith('.tar.gz') && word.startsWith('https:'))
  expect(downloads).toHaveLength(2)
  for (const address of downloads) expect(words).toContain(`${address}.sha256`)
})
