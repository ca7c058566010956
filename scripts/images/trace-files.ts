import { readFile } from 'node:fs/promises'
import { createRequire, stripTypeScriptTypes } from 'node:module'
import { join } from 'node:path'
import { projectRoot } from '../../src/local/settings.ts'

type Trace = (
  files: string[],
  options: {
    base: string
    processCwd: string
    ts: boolean
    conditions: string[]
    cache: object
    readFile: (path: string) => Promise<string | Buffer | null>
  },
) => Promise<{ fileList: Set<string>; warnings: Set<Error> }>

/** The tracer by which Next finds what its own standalone server needs. */
const { nodeFileTrace }: { nodeFileTrace: Trace } = createRequire(import.meta.url)('next/dist/compiled/@vercel/nft')

const cache = {}

/**
 * The files that `entries` import, themselves included, and their packages' files; all relative to the repository.
 *
 * @throws Error where one of the project's own files could not be followed
 */
export async function traceFiles(entries: readonly string[]): Promise<string[]> {
  const { fileList, warnings } = await nodeFileTrace(
    entries.map((entry) => join(projectRoot, entry)),
    {
      base: projectRoot,
      processCwd: projectRoot,
      ts: true,
      conditions: ['node', 'production'],
      cache,
      readFile: readTraceable,
    },
  )
  const unread = [...warnings].filter(({ message }) => message.includes('Failed to parse') && isOwn(message))
  if (unread.length > 0) throw new Error(`Not everything could be traced:\n${unread.map(String).join('\n')}`)
  return [...fileList].sort()
}

const isOwn = (text: string): boolean => text.includes(projectRoot) && !text.includes('/node_modules/')

async function readTraceable(path: string): Promise<string | Buffer | null> {
  const content = await readFile(path).catch(() => null)
  if (content === null || !path.endsWith('.ts') || path.includes('/node_modules/')) return content
  // The tracer's parser knows neither types nor `using`.
  return stripTypeScriptTypes(content.toString('utf8')).replace(/\b(?:await )?using (?=\w+ =)/g, 'const ')
}
