import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { contentTag, contextFiles } from './content-tag.ts'

const files = {
  Dockerfile: 'FROM scratch',
  '.dockerignore': '# why\n*\n!package.json\n!src\n**/node_modules\n**/*.test.ts\nsrc/generated\n',
  'package.json': '{}',
  'README.md': 'no part of an image',
  'src/main.ts': '1',
  'src/main.test.ts': '2',
  'src/deep/er.ts': '3',
  'src/node_modules/x/index.js': '4',
  'src/generated/client.ts': '5',
}

let root = ''
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'content-tag-'))
  for (const [path, text] of Object.entries(files)) write(path, text)
})
afterEach(() => rmSync(root, { recursive: true }))

test('the context is what .dockerignore lets in', () => {
  expect(contextFiles(root)).toEqual(['package.json', 'src/deep/er.ts', 'src/main.ts'])
})

describe('a tag', () => {
  test('is 16 hexadecimal digits, the same for the same sources', () => {
    const tag = contentTag(root, { platform: 'linux/arm64', VERSION: '1' })
    expect(tag).toMatch(/^[0-9a-f]{16}$/)
    expect(contentTag(root, { VERSION: '1', platform: 'linux/arm64' })).toBe(tag)
  })

  test.each(['src/main.ts', 'package.json', 'Dockerfile', 'src/new.ts'])('changes with %s', (path) => {
    const before = contentTag(root, {})
    write(path, 'changed')
    expect(contentTag(root, {})).not.toBe(before)
  })

  test('changes with the platform', () => {
    expect(contentTag(root, { platform: 'linux/arm64' })).not.toBe(contentTag(root, { platform: 'linux/amd64' }))
  })

  test.each(['README.md', 'src/main.test.ts', 'src/generated/client.ts'])('does not change with %s', (path) => {
    const before = contentTag(root, {})
    write(path, 'changed')
    expect(contentTag(root, {})).toBe(before)
  })
})

test('of this repository it covers sources, and nothing that git does not keep', () => {
  const repository = fileURLToPath(new URL('../../..', import.meta.url))
  const found = contextFiles(repository)
  expect(found).toContain('src/server/main.ts')
  const ignored = execFileSync('git', ['check-ignore', '--stdin'], { cwd: repository, input: 'node_modules/x\n' })
  expect(ignored.toString()).toBe('node_modules/x\n')
  expect(found.filter((path) => /node_modules|\.next|generated|\.test\./.test(path))).toEqual([])
})
