import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from '../product/api-client.ts'
import type { Product } from './product.ts'
import type { Check } from './report.ts'

/** A line of a log; `fields` where it is JSON, as those of the processes are. */
export type LogLine = { file: string; text: string; fields: Record<string, unknown> }

/** What all processes and sidecars have said until now and still have. */
export async function readLogs({ dataDir }: Pick<Product, 'dataDir'>): Promise<LogLine[]> {
  const folders = [join(dataDir, 'logs'), join(dataDir, 'dapr/logs')]
  const lines = await Promise.all(folders.map(readFolder))
  return lines.flat()
}

async function readFolder(folder: string): Promise<LogLine[]> {
  const files = await readdir(folder)
  const read = await Promise.all(
    files.map(async (file) => ({ file, text: await readFile(join(folder, file), 'utf8') })),
  )
  return read.flatMap(({ file, text }) =>
    text.split('\n').map((line) => ({ file, text: line, fields: fieldsOf(line) })),
  )
}

function fieldsOf(line: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(line)
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return {}
  }
}

/** Whether no log holds a secret of this installation, `words` or what accounts sign in with; prints where one does. */
export async function scanLogs(
  product: Product,
  accounts: readonly Account[],
  words: readonly string[] = [],
): Promise<Check> {
  const cookies = accounts.flatMap(({ cookie }) => cookie.split('; ').map((each) => each.slice(each.indexOf('=') + 1)))
  const { webPush, ...others } = product.stack.secrets
  const secrets = [...stringsIn(others), webPush.privateKey, ...cookies, ...cookies.map(decodeURIComponent)]
  const searched = [...secrets, ...accounts.flatMap(({ email, password }) => [email, password]), ...words]
  const lines = await readLogs(product)
  const files = new Set<string>()
  for (const { file, text } of lines) if (searched.some((word) => text.includes(word))) files.add(file)
  console.log(`logs: ${lines.length} lines searched for ${searched.length} private words, found in ${files.size} files`)
  for (const file of files) console.log(`    ${file}`)
  return { what: 'no log holds a secret or what somebody wrote', passed: lines.length > 0 && files.size === 0 }
}

function stringsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : []
}
