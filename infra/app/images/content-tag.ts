import { createHash } from 'node:crypto'
import { globSync, readFileSync, statSync } from 'node:fs'
import { join, matchesGlob } from 'node:path'

/**
 * A tag that names what an image is built from: the files that `.dockerignore` lets in, the Dockerfile, and `more`
 * (platform and arguments). The same sources always get the same tag: 16 hexadecimal digits.
 */
export function contentTag(root: string, more: Readonly<Record<string, string>>): string {
  const hash = createHash('sha256').update(JSON.stringify(Object.entries(more).sort()))
  for (const file of ['Dockerfile', '.dockerignore', ...contextFiles(root)]) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)))
  }
  return hash.digest('hex').slice(0, 16)
}

/** The files of the build context of `root`, which `.dockerignore` makes a list of what is let in and exceptions. */
export function contextFiles(root: string): string[] {
  const lines = readFileSync(join(root, '.dockerignore'), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && line !== '*' && !line.startsWith('#'))
  const letIn = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1))
  const exceptions = lines.filter((line) => !line.startsWith('!'))
  const excluded = (path: string): boolean => exceptions.some((pattern) => matchesGlob(path, pattern))
  return letIn
    .flatMap((path) => (isFolder(join(root, path)) ? globSync(`${path}/**`, { cwd: root, exclude: excluded }) : [path]))
    .filter((path) => !excluded(path) && !isFolder(join(root, path)))
    .sort()
}

const isFolder = (path: string): boolean => statSync(path).isDirectory()
