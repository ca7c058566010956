import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

/** What the style asks of the sources and no lint rule can express. */

const root = fileURLToPath(new URL('..', import.meta.url))
const generated = /^src\/server\/database\/generated\/|^src\/web\/\.next\/|next-env\.d\.ts$/

const files = ['src', 'infra', 'scripts', 'e2e']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => /\.(ts|tsx|mjs)$/.test(path) && !generated.test(path) && !/(^|\/)\./.test(path))

const lengths = files
  .map((path) => readFileSync(join(root, path), 'utf8').trimEnd().split('\n').length)
  .sort((a, b) => a - b)
const shareOfFilesUpTo = (share: number): number => lengths[Math.floor((lengths.length - 1) * share)] ?? 0

test('half of the files are of 90 lines at most, nine in ten of 250', () => {
  expect(files.length).toBeGreaterThan(100)
  expect(shareOfFilesUpTo(0.5)).toBeLessThanOrEqual(90)
  expect(shareOfFilesUpTo(0.9)).toBeLessThanOrEqual(250)
})

test('names say what a file or folder is about', () => {
  const vague = /^(utils?|helpers?|common|misc|shared)(\.|$)/
  expect(files.filter((path) => path.split('/').some((part) => vague.test(basename(part))))).toEqual([])
})

test('no two places have to be kept in sync by hand', () => {
  const byHand = new RegExp(['keep', 'in', 'sync'].join(' (?:these |this |both |them )?'), 'i')
  expect(files.filter((path) => byHand.test(readFileSync(join(root, path), 'utf8')))).toEqual([])
})
